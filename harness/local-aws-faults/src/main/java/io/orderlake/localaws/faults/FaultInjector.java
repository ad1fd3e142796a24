package io.orderlake.localaws.faults;

import io.orderlake.localaws.protocol.CallInterceptor.Outcome;
import io.orderlake.localaws.protocol.ServiceError;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The faults in force. Each draws from its own seeded sequence, so that a run can be repeated call by call. */
public final class FaultInjector {

    /** A fault and how often it has happened. */
    public record FaultCount(Fault fault, long happened) {}

    private final List<Injection> injections = new CopyOnWriteArrayList<>();

    public void inject(Fault fault) {
        injections.add(new Injection(fault));
    }

    /** Ends all faults; returns how often each had happened. */
    public List<FaultCount> clear() {
        List<Injection> ended = List.copyOf(injections);
        injections.removeAll(ended);
        return ended.stream().map(Injection::count).toList();
    }

    public List<FaultCount> counts() {
        return injections.stream().map(Injection::count).toList();
    }

    public Outcome beforeEffect(FaultTarget call) {
        if (injections.isEmpty()) {
            return Outcome.PASS;
        }
        for (Injection latency : drawn(FaultKind.LATENCY, call)) {
            pause(latency.fault.millis());
        }
        if (happens(FaultKind.THROTTLE, call)) {
            throw ServiceError.throughputExceeded("injected fault: throttle");
        }
        if (happens(FaultKind.INTERNAL_ERROR, call)) {
            throw ServiceError.internal("injected fault: internal-error");
        }
        if (call.operation().equals("GetRecords") && happens(FaultKind.EXPIRED_ITERATOR, call)) {
            throw ServiceError.expiredIterator("injected fault: expired-iterator");
        }
        return happens(FaultKind.DROP_CONNECTION, call) ? Outcome.DROP : Outcome.PASS;
    }

    public Outcome afterEffect(FaultTarget call) {
        if (happens(FaultKind.TIMEOUT_AFTER_EFFECT, call)) {
            return Outcome.DROP;
        }
        return happens(FaultKind.CUT_ANSWER, call) ? Outcome.CUT : Outcome.PASS;
    }

    /** Drawn once for each new connection; who makes it is not known yet. */
    public boolean refusesConnection(FaultTarget connection) {
        return happens(FaultKind.REFUSE_CONNECTION, connection);
    }

    /** Drawn once for each entry of a call. */
    public boolean refusesEntry(FaultTarget call) {
        return happens(FaultKind.REFUSE_ENTRIES, call);
    }

    private boolean happens(FaultKind kind, FaultTarget call) {
        return !drawn(kind, call).isEmpty();
    }

    private List<Injection> drawn(FaultKind kind, FaultTarget call) {
        return injections.stream()
                .filter(injection -> injection.fault.kind() == kind && injection.fault.meets(call))
                .filter(Injection::draw)
                .toList();
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Injection {

        private final Fault fault;
        private final Random random;
        private final AtomicLong happened = new AtomicLong();

        Injection(Fault fault) {
            this.fault = fault;
            this.random = new Random(fault.seed());
        }

        synchronized boolean draw() {
            if (random.nextDouble() >= fault.rate() || happened.get() >= fault.count()) {
                return false;
            }
            happened.incrementAndGet();
            return true;
        }

        FaultCount count() {
            return new FaultCount(fault, happened.get());
        }
    }
}
