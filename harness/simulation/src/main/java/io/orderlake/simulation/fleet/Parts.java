package io.orderlake.simulation.fleet;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.orderlake.contract.Lanes;
import io.orderlake.lakewriter.ledger.Ledger;
import io.orderlake.relay.StreamSuccession;
import io.orderlake.relay.StreamSuccession.TableStream;
import io.orderlake.simulation.aws.Calls;
import io.orderlake.simulation.aws.KinesisCalls;
import io.orderlake.simulation.aws.LeaseCalls;
import io.orderlake.simulation.aws.LedgerCalls;
import io.orderlake.simulation.kernel.Instance;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.ShardProcessor;
import io.orderlake.stream.ShardSource;
import io.orderlake.stream.aws.AwsFailures;
import io.orderlake.stream.pack.PackSettings;
import io.orderlake.stream.pack.Packer;
import io.orderlake.stream.publish.LanePublisher;
import io.orderlake.stream.publish.PublishSettings;
import io.orderlake.stream.publish.Retrying;
import java.util.List;
import java.util.function.Consumer;

/**
 * The replaceable parts of members. A mutation overrides one of them, and the campaign has to find it.
 */
public class Parts {

    /** Without any mutation. */
    public static final Parts RIGHT = new Parts();

    /** Publishes to a Kinesis stream. */
    protected Consumer<List<LaneRecord>> publisher(
            String stream, FleetSettings settings, Instance instance, Calls calls, Aws aws) {
        Packer packer = packer(settings);
        Retrying retrying = new Retrying(
                AwsFailures::kindOf, PublishSettings.defaults().backoff(), instance::pause, instance.name());
        KinesisCalls kinesis = new KinesisCalls(aws.kinesis(), aws.now(), calls);
        return new LanePublisher(stream, kinesis, packer, retrying, new CompositeMeterRegistry())::publish;
    }

    protected final Packer packer(FleetSettings settings) {
        return new Packer(
                new PackSettings(settings.aggregation(), FleetSettings.PACK_BYTES), new Lanes(FleetSettings.LANES));
    }

    /** The ledger as a lake writer sees it. */
    protected Ledger ledger(Aws aws, Calls calls, Landing landing) {
        return new LedgerCalls(aws.claims(), calls);
    }

    /** A stream as its readers see it. */
    protected ShardSource source(ShardSource source) {
        return source;
    }

    /** The table's stream that a relay reads now. */
    protected String toRead(StreamSuccession succession, String table, List<TableStream> streams) {
        return succession.toRead(table, streams).id();
    }

    /** The processor that is given to a reader. */
    protected ShardProcessor processor(ShardProcessor processor) {
        return processor;
    }

    final LeaseCalls leases(Aws aws, String stream, Calls calls) {
        return new LeaseCalls(aws.leases(stream), calls);
    }
}
