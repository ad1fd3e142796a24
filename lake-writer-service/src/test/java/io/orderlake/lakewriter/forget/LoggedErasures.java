package io.orderlake.lakewriter.forget;

import io.orderlake.contract.Person;
import io.orderlake.lakewriter.Effects;
import io.orderlake.lakewriter.ledger.ClaimedObject;
import io.orderlake.lakewriter.ledger.ClaimedObject.Rewritten;
import io.orderlake.lakewriter.ledger.Erasures;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A ledger in which every step is an effect that may fail. */
record LoggedErasures(Erasures erasures, Effects effects) implements Erasures {

    @Override
    public Optional<ClaimedObject> claimed(String key) {
        return erasures.claimed(key);
    }

    @Override
    public boolean intend(ClaimedObject seen, Rewritten to) {
        return effects.happen("intend " + seen.key(), () -> erasures.intend(seen, to));
    }

    @Override
    public boolean settle(ClaimedObject seen, Rewritten to) {
        return effects.happen("settle " + seen.key(), () -> erasures.settle(seen, to));
    }

    @Override
    public String begin(Person person, Instant at) {
        return effects.happen("begin", () -> erasures.begin(person, at));
    }

    @Override
    public void count(String erasure, Map<String, Long> done) {
        effects.happen("count", () -> {
            erasures.count(erasure, done);
            return true;
        });
    }

    @Override
    public void end(String erasure, Instant at, long remaining) {
        effects.happen("end", () -> {
            erasures.end(erasure, at, remaining);
            return true;
        });
    }
}
