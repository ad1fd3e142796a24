package io.orderlake.lakewriter.forget;

import static io.orderlake.lakewriter.forget.AnnsOrders.*;
import static io.orderlake.lakewriter.forget.LakeContents.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderlake.lakewriter.Effects;
import io.orderlake.lakewriter.LandedLake;
import io.orderlake.lakewriter.ledger.LeaseGone;
import io.orderlake.lakewriter.sink.LakeSink;
import io.orderlake.lakewriter.sink.StoredObject;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.ShardBatch.Ending;
import io.orderlake.stream.StreamRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Processes that die, and writers that interfere, while a person is erased. */
class PersonErasureFaultsTest {

    @Test
    void killedAroundEachStepAndStartedAgainItEndsTheSame() {
        Forgotten whole = forget(filled("json,parquet"));
        int deaths = 0;
        for (boolean afterEffect : new boolean[] {false, true}) {
            for (int call = 1; dies(call, afterEffect, whole); call++) {
                deaths++;
            }
        }
        assertThat(deaths).isGreaterThan(20);
    }

    /** False where it made fewer calls. */
    private static boolean dies(int call, boolean afterEffect, Forgotten whole) {
        LandedLake lake = filled("json,parquet");
        Effects effects = new Effects();
        effects.crashAt(call, afterEffect);
        boolean died = false;
        try {
            erasure(lake, new LoggedObjects(lake.objects(), effects), new LoggedErasures(erasuresInLedger(), effects))
                    .run(ANN, ErasureCursor.FIRST, ALL);
        } catch (Effects.Crash e) {
            died = true;
        }
        assertAgreesWithLedger(lake);

        Forgotten again = forget(lake);

        assertThat(again.remaining()).isEqualTo(whole.remaining());
        assertThat(again.held()).isEmpty();
        assertThat(naming(lake, ANN)).isEmpty();
        assertAgreesWithLedger(lake);
        assertThat(entries(lake).values()).noneMatch(entry -> entry.containsKey("erasing"));
        return died;
    }

    @Test
    void aLateWriterOfAClaimThatIsDoneCannotBringThePersonBack() {
        LandedLake lake = new LandedLake(SHIPPED, List.of("json", "parquet"));
        Lease old = lake.lease("old");
        List<StreamRecord> records = records(lake.bucket);
        Effects effects = new Effects();
        effects.interruptAt(1, () -> {
            lake.land(lake.lease("new"), records);
            forget(lake);
        });
        LakeSink late = object ->
                effects.happen("put " + object.key(), () -> lake.sink().putIfAbsent(object));

        assertThatThrownBy(() -> lake.writer(late).take(new ShardBatch(old, records, Duration.ZERO, Ending.HAND_OVER)))
                .isInstanceOf(LeaseGone.class);

        assertThat(effects.calls()).isGreaterThan(3);
        assertThat(naming(lake, ANN)).isEmpty();
        assertAgreesWithLedger(lake);
    }

    @Test
    void aReplayOfTheStreamDoesNotBringThePersonBack() {
        LandedLake lake = filled("json,parquet");
        forget(lake);
        Map<String, String> before = etags(lake);

        lake.land(lake.lease("again"), records(lake.bucket));

        assertThat(etags(lake)).isEqualTo(before);
    }

    @Test
    void anObjectThatChangesMeanwhileIsReadAgain() {
        LandedLake lake = filled("json");
        Effects effects = new Effects();
        boolean[] raced = {false};
        LoggedObjects objects = new LoggedObjects(lake.objects(), effects) {
            @Override
            public boolean replace(StoredObject seen, Replacement with) {
                if (!raced[0]) {
                    raced[0] = true;
                    forget(lake);
                }
                return super.replace(seen, with);
            }
        };

        Forgotten forgotten = erasure(lake, objects, erasuresInLedger()).run(ANN, ErasureCursor.FIRST, ALL);

        assertThat(raced[0]).isTrue();
        assertThat(forgotten.remaining()).isEmpty();
        assertThat(forgotten.held()).isEmpty();
        assertAgreesWithLedger(lake);
        assertThat(entries(lake).values()).noneMatch(entry -> entry.containsKey("erasing"));
    }
}
