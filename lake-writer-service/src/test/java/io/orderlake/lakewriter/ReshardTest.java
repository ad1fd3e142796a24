package io.orderlake.lakewriter;

import static io.orderlake.lakewriter.Samples.foreign;
import static io.orderlake.lakewriter.Samples.in;
import static io.orderlake.lakewriter.Samples.lease;
import static io.orderlake.lakewriter.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderlake.contract.RowEvent;
import io.orderlake.lakewriter.claim.Plan;
import io.orderlake.lakewriter.landing.LandingObject;
import io.orderlake.lakewriter.landing.ObjectEntry;
import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch.Ending;
import io.orderlake.stream.StreamRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A shard is split, and its children are merged. Into each new shard, the emitter sends again what it could not know to be
 * durable in the old one, and a foreign producer sends what a parent or grandparent has landed. The instance crashes at every
 * possible call.
 */
class ReshardTest {

    private static final Plan PLAN = Plan.of("lake", List.of("json"), Optional.empty(), Samples.tables());
    private static final int CHANGES = 6;

    /** Shards in the order in which the runtime passes them: parents first. */
    private final Map<String, String[]> parents = new LinkedHashMap<>();

    private final Map<String, List<StreamRecord>> shards = new HashMap<>();

    ReshardTest() {
        shard("whole", 100, changes(1, CHANGES, 0, 1));
        shard(
                "left",
                200,
                and(changes(CHANGES - 2, 2 * CHANGES - 2, 0), foreign(row("o-0", 2, "s", 0, 2), 1)),
                "whole");
        shard("right", 300, changes(CHANGES - 1, 2 * CHANGES - 2, 1), "whole");
        shard(
                "merged",
                400,
                and(
                        changes(2 * CHANGES - 3, 2 * CHANGES, 0, 1),
                        foreign(row("o-1", 1, "s", 1, 1), 1),
                        foreign(row("o-0", 2 * CHANGES - 2, "s", 0, 2 * CHANGES - 2), 2)),
                "left",
                "right");
    }

    @Test
    void eachChangeLandsOnceThroughASplitAndAMerge() {
        for (boolean afterEffect : new boolean[] {false, true}) {
            int call = 1;
            while (crashAndRecover(call, afterEffect)) {
                call++;
            }
            assertThat(call).isGreaterThan(25);
        }
    }

    private boolean crashAndRecover(int call, boolean afterEffect) {
        WriterFixture.World world = new WriterFixture.World();
        Map<String, SimulatedReader> readers = new HashMap<>();
        parents.keySet().forEach(shard -> readers.put(shard, new SimulatedReader(records(shard), 3)));
        List<String> left = new ArrayList<>(parents.keySet());

        boolean crashed = run(world, readers, left, 1, call, afterEffect);
        run(world, readers, left, 2, 0, false);

        assertThat(left).isEmpty();
        assertThat(world.sink.objects().values().stream()
                        .mapToInt(LandingObject::rows)
                        .sum())
                .as("rows landed with call %d failing", call)
                .isEqualTo(4 * CHANGES);
        assertThat(world.ledger.done().values().stream()
                        .flatMap(done -> done.objects().stream())
                        .mapToInt(ObjectEntry::rows)
                        .sum())
                .isEqualTo(4 * CHANGES);
        return crashed;
    }

    private boolean run(
            WriterFixture.World world,
            Map<String, SimulatedReader> readers,
            List<String> left,
            int epoch,
            int crashAt,
            boolean afterEffect) {
        WriterFixture writer = new WriterFixture(world, WriterFixture.rules(PLAN, 1200));
        writer.effects.crashAt(crashAt, afterEffect);
        try {
            for (String shard : List.copyOf(left)) {
                Lease lease = lease(shard, "owner-" + epoch, epoch, parentsOf(shard));
                world.ledger.hold(lease);
                reader(readers, shard).readAll(writer.processor, lease, Ending.SHARD_END, 1);
                left.remove(shard);
            }
            return false;
        } catch (Effects.Crash e) {
            return true;
        }
    }

    private void shard(String name, int firstSequence, List<RowEvent> changes, String... of) {
        List<StreamRecord> records = new ArrayList<>();
        for (RowEvent change : changes) {
            records.add(in(String.valueOf(firstSequence + records.size()), 0, change));
        }
        shards.put(name, records);
        parents.put(name, of);
    }

    /** Changes of one source shard, lane by lane. */
    private static List<RowEvent> changes(int from, int to, int... lanes) {
        List<RowEvent> changes = new ArrayList<>();
        for (int lane : lanes) {
            for (int place = from; place <= to; place++) {
                changes.add(row("o-" + lane, place, "s", lane, place));
            }
        }
        return changes;
    }

    private static List<RowEvent> and(List<RowEvent> changes, RowEvent... more) {
        changes.addAll(List.of(more));
        return changes;
    }

    private List<StreamRecord> records(String shard) {
        return shards.getOrDefault(shard, List.of());
    }

    private String[] parentsOf(String shard) {
        return parents.getOrDefault(shard, new String[0]);
    }

    private static SimulatedReader reader(Map<String, SimulatedReader> readers, String shard) {
        return Optional.ofNullable(readers.get(shard)).orElseThrow();
    }
}
