package io.orderlake.stream.binder;

import io.awspring.cloud.kinesis.integration.CheckpointMode;
import io.awspring.cloud.kinesis.stream.binder.KinesisMessageChannelBinder;
import io.awspring.cloud.kinesis.stream.binder.properties.KinesisBinderConfigurationProperties;
import io.awspring.cloud.kinesis.stream.binder.properties.KinesisConsumerProperties;
import io.awspring.cloud.kinesis.stream.binder.properties.KinesisProducerProperties;
import io.orderlake.stream.LaneBatch;
import io.orderlake.stream.binder.BindingProcessor.Durability;
import io.orderlake.stream.publish.LanePublisher;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.binder.ExtendedConsumerProperties;
import org.springframework.cloud.stream.binder.ExtendedProducerProperties;
import org.springframework.cloud.stream.provisioning.ConsumerDestination;
import org.springframework.cloud.stream.provisioning.ProducerDestination;
import org.springframework.integration.core.MessageProducer;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;

/**
 * Kinesis bindings whose inputs are shard readers and whose outputs are lane publishers. An input hands over
 * {@link io.orderlake.stream.ShardBatch}es, an output takes {@link LaneBatch}es and returns when they are acknowledged.
 */
final class OrderlakeBinder extends KinesisMessageChannelBinder {

    private final StreamEnds ends;

    OrderlakeBinder(StreamEnds ends) {
        this(ends, new UnusedKinesis());
    }

    private OrderlakeBinder(StreamEnds ends, UnusedKinesis unused) {
        super(
                new KinesisBinderConfigurationProperties(),
                new OwnProvisioning(unused, ends.publishers()),
                unused,
                null,
                null,
                null);
        this.ends = ends;
    }

    @Override
    protected MessageProducer createConsumerEndpoint(
            ConsumerDestination destination,
            @Nullable String group,
            ExtendedConsumerProperties<KinesisConsumerProperties> properties) {
        Durability durability = properties.getExtension().getCheckpointMode() == CheckpointMode.manual
                ? Durability.WHEN_TOLD
                : Durability.WHEN_PUBLISHED;
        return new ShardEndpoint(
                story -> ends.readers().reader(ends.sources().apply(destination.getName()), story),
                channel -> new BindingProcessor(channel, durability, ends.observers()));
    }

    @Override
    protected MessageHandler createProducerMessageHandler(
            ProducerDestination destination,
            ExtendedProducerProperties<KinesisProducerProperties> properties,
            MessageChannel channel,
            @Nullable MessageChannel errorChannel) {
        LanePublisher publisher = ends.publishers().to(destination.getName());
        return message -> publisher.publish(((LaneBatch) message.getPayload()).records());
    }
}
