package io.orderlake.simulation.fleet;

import io.orderlake.relay.StreamSuccession.TableStream;
import io.orderlake.simulation.aws.Bucket;
import io.orderlake.simulation.aws.Leasing;
import io.orderlake.simulation.aws.Register;
import io.orderlake.simulation.aws.SimulatedLedger;
import io.orderlake.simulation.aws.Stream;
import io.orderlake.simulation.kernel.Kernel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** The durable state, which outlives every process. */
public final class Aws {

    public static final String CHANGES = "order-changes";
    public static final String EVENTS = "order-events";

    private final LongSupplier now;
    private final Map<String, Stream> kinesis = new LinkedHashMap<>();
    private final Map<String, Leasing> leases = new LinkedHashMap<>();
    private final List<Stream> sources = new ArrayList<>();
    private final List<TableStream> tableStreams = new ArrayList<>();
    private final Register register = new Register();
    private final Bucket bucket;
    private final SimulatedLedger claims = new SimulatedLedger(leases(EVENTS));

    public Aws(int shards, LongSupplier now) {
        this.now = now;
        this.bucket = new Bucket(() -> Kernel.START.plusMillis(now.getAsLong()));
        kinesis.put(CHANGES, Stream.kinesis(CHANGES, shards, now));
        kinesis.put(EVENTS, Stream.kinesis(EVENTS, shards, now));
    }

    /** Re-creates the table's stream: the old one takes no more changes. */
    public Stream renewSource(int shards) {
        sources.forEach(Stream::close);
        Stream source = Stream.changes("CustomerOrders/stream/" + (sources.size() + 1), shards, now);
        sources.add(source);
        tableStreams.add(new TableStream(source.name(), Kernel.START.plusMillis(now.getAsLong())));
        return source;
    }

    /** The table's streams, the current one last. */
    public List<Stream> sources() {
        return sources;
    }

    public Stream source() {
        return sources.get(sources.size() - 1);
    }

    /** One of the table's streams. */
    public Stream source(String name) {
        return sources.stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The table's streams as DynamoDB lists them, the current one last. */
    public List<TableStream> tableStreams() {
        return List.copyOf(tableStreams);
    }

    public Map<String, Stream> kinesis() {
        return kinesis;
    }

    /** All streams that ever existed. */
    public java.util.stream.Stream<Stream> streams() {
        return java.util.stream.Stream.concat(sources.stream(), kinesis.values().stream());
    }

    public Stream stream(String name) {
        Stream stream = kinesis.get(name);
        if (stream == null) {
            throw new IllegalArgumentException("Cannot find stream " + name);
        }
        return stream;
    }

    /** Whether the lease of every shard records up to when the shard is proven to be read. */
    public boolean isProven() {
        return streams()
                .allMatch(stream -> stream.shards().stream()
                        .allMatch(shard -> leases(stream.name())
                                .of(shard.id())
                                .filter(lease -> lease.provenAt() != null || lease.finished())
                                .isPresent()));
    }

    /** The leases of a stream, which has one reading service. */
    public Leasing leases(String stream) {
        return leases.computeIfAbsent(stream, Leasing::new);
    }

    public Register register() {
        return register;
    }

    public Bucket bucket() {
        return bucket;
    }

    public SimulatedLedger claims() {
        return claims;
    }

    public LongSupplier now() {
        return now;
    }
}
