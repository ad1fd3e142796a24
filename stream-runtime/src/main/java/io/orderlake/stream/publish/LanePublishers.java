package io.orderlake.stream.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderlake.stream.pack.Packer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The publishers of a service, one per stream. */
public final class LanePublishers {

    private final KinesisClient kinesis;
    private final StreamSettings settings;
    private final Packer packer;
    private final Retrying retrying;
    private final MeterRegistry registry;
    private final Map<String, LanePublisher> publishers = new ConcurrentHashMap<>();

    public LanePublishers(
            KinesisClient kinesis, StreamSettings settings, Packer packer, Retrying retrying, MeterRegistry registry) {
        this.kinesis = kinesis;
        this.settings = settings;
        this.packer = packer;
        this.retrying = retrying;
        this.registry = registry;
    }

    /**
     * The publisher of a stream, which exists and has our lane count.
     *
     * @throws io.orderlake.stream.StreamFailure of kind set-up, where the stream is missing or has another lane count, and may not be changed
     */
    public LanePublisher to(String stream) {
        return publishers.computeIfAbsent(stream, this::publisher);
    }

    /** Returns when the stream exists. */
    public void requireStream(String stream) {
        new StreamProvisioning(kinesis, settings, retrying.pause()).require(stream);
    }

    private LanePublisher publisher(String stream) {
        requireStream(stream);
        new StreamLanes(kinesis, settings).require(stream, settings.laneCount());
        return new LanePublisher(stream, kinesis, packer, retrying, registry);
    }
}
