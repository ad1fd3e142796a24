package io.orderlake.localaws.faults;

import io.orderlake.localaws.protocol.ServiceError;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The faults in force. Each draws from its own seeded sequence, so that a run can be repeated call by call. */
public final class Faults {

    /** What is to become of a call. */
    public enum Verdict {
        GO_ON,
        /** Close the connection without an answer. */
        DROP,
        /** Close it after half of the answer. */
        CUT
    }

    /** A fault and how often it has happened. */
    public record Tally(Fault fault, long happened) {}

    private final List<Injection> injections = new CopyOnWriteArrayList<>();

    public void inject(Fault fault) {
        injections.add(new Injection(fault));
    }

    /** Ends all faults; what they had come to by then. */
    public List<Tally> clear() {
        List<Injection> ended = List.copyOf(injections);
        injections.removeAll(ended);
        return ended.stream().map(Injection::tally).toList();
    }

    public List<Tally> tallies() {
        return injections.stream().map(Injection::tally).toList();
    }

    public Verdict beforeEffect(FaultTarget call) {
        if (injections.isEmpty()) {
            return Verdict.GO_ON;
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
        return happens(FaultKind.DROP_CONNECTION, call) ? Verdict.DROP : Verdict.GO_ON;
    }

    public Verdict afterEffect(FaultTarget call) {
        if (happens(FaultKind.TIMEOUT_AFTER_EFFECT, call)) {
            return Verdict.DROP;
        }
        return happens(FaultKind.CUT_ANSWER, call) ? Verdict.CUT : Verdict.GO_ON;
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

        Tally tally() {
            return new Tally(fault, happened.get());
        }
    }
}
