package io.orderlake.stream.binder;

import io.awspring.cloud.kinesis.stream.binder.properties.KinesisConsumerProperties;
import io.awspring.cloud.kinesis.stream.binder.properties.KinesisProducerProperties;
import io.orderlake.stream.publish.LanePublishers;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.binder.ExtendedConsumerProperties;
import org.springframework.cloud.stream.binder.ExtendedProducerProperties;
import org.springframework.cloud.stream.binder.HeaderMode;
import org.springframework.cloud.stream.provisioning.ConsumerDestination;
import org.springframework.cloud.stream.provisioning.ProducerDestination;
import org.springframework.cloud.stream.provisioning.ProvisioningProvider;

/** Streams as {@code orderlake.streams} describes them. */
record BindingProvisioner(LanePublishers publishers)
        implements ProvisioningProvider<
                ExtendedConsumerProperties<KinesisConsumerProperties>,
                ExtendedProducerProperties<KinesisProducerProperties>> {

    @Override
    public ProducerDestination provisionProducerDestination(
            String name, ExtendedProducerProperties<KinesisProducerProperties> properties) {
        properties.setHeaderMode(HeaderMode.none);
        // The lane publisher of the stream checks and creates it.
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
