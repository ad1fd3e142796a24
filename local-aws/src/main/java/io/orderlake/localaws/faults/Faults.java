package io.orderlake.localaws.faults;

import io.orderlake.localaws.protocol.Call;
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
        DROP
    }

    /** A fault and how often it has happened. */
    public record Tally(Fault fault, long happened) {}

    private final List<Injection> injections = new CopyOnWriteArrayList<>();

    public void inject(Fault fault) {
        injections.add(new Injection(fault));
    }

    public void clear() {
        injections.clear();
    }

    public List<Tally> tallies() {
        return injections.stream().map(Injection::tally).toList();
    }

    public Verdict beforeEffect(Call call) {
        if (injections.isEmpty()) {
            return Verdict.GO_ON;
        }
        for (Injection latency : drawn(FaultKind.LATENCY, call)) {
            pause(latency.fault.millis());
        }
        if (happens(FaultKind.INTERNAL_ERROR, call)) {
            throw ServiceError.internal("injected fault: internal-error");
        }
        if (call.operation().equals("GetRecords") && happens(FaultKind.EXPIRED_ITERATOR, call)) {
            throw ServiceError.expiredIterator("injected fault: expired-iterator");
        }
        return happens(FaultKind.DROP_CONNECTION, call) ? Verdict.DROP : Verdict.GO_ON;
    }

    public Verdict afterEffect(Call call) {
        return happens(FaultKind.TIMEOUT_AFTER_EFFECT, call) ? Verdict.DROP : Verdict.GO_ON;
    }

    /** Drawn once for each entry of a call. */
    public boolean refusesEntry(Call call) {
        return happens(FaultKind.REFUSE_ENTRIES, call);
    }

    private boolean happens(FaultKind kind, Call call) {
        return !drawn(kind, call).isEmpty();
    }

    private List<Injection> drawn(FaultKind kind, Call call) {
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
