package io.orderlake.stream.binder;

import io.awspring.cloud.kinesis.stream.binder.properties.KinesisBinderConfigurationProperties;
import io.awspring.cloud.kinesis.stream.binder.properties.KinesisConsumerProperties;
import io.awspring.cloud.kinesis.stream.binder.properties.KinesisProducerProperties;
import io.awspring.cloud.kinesis.stream.binder.provisioning.KinesisStreamProvisioner;
import io.orderlake.stream.publish.LanePublishers;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.binder.ExtendedConsumerProperties;
import org.springframework.cloud.stream.binder.ExtendedProducerProperties;
import org.springframework.cloud.stream.binder.HeaderMode;
import org.springframework.cloud.stream.provisioning.ConsumerDestination;
import org.springframework.cloud.stream.provisioning.ProducerDestination;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/** Streams as our settings want them; the binder's own provisioning would also reshard them. */
final class OwnProvisioning extends KinesisStreamProvisioner {

    private final LanePublishers publishers;

    OwnProvisioning(KinesisAsyncClient unused, LanePublishers publishers) {
        super(unused, new KinesisBinderConfigurationProperties());
        this.publishers = publishers;
    }

    @Override
    public ProducerDestination provisionProducerDestination(
            String name, ExtendedProducerProperties<KinesisProducerProperties> properties) {
        properties.setHeaderMode(HeaderMode.none);
        // The lane publisher of the stream looks after it.
        return new StreamDestination(name);
    }

    @Override
    public ConsumerDestination provisionConsumerDestination(
            String name, @Nullable String group, ExtendedConsumerProperties<KinesisConsumerProperties> properties) {
        properties.setHeaderMode(HeaderMode.none);
        publishers.requireStream(name);
        return new StreamDestination(name);
    }
}
