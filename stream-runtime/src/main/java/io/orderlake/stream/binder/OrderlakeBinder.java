package io.orderlake.stream.binder;

import io.awspring.cloud.kinesis.stream.binder.properties.KinesisConsumerProperties;
import io.awspring.cloud.kinesis.stream.binder.properties.KinesisExtendedBindingProperties;
import io.awspring.cloud.kinesis.stream.binder.properties.KinesisProducerProperties;
import io.orderlake.stream.LaneBatch;
import io.orderlake.stream.ShardProcessor;
import io.orderlake.stream.publish.LanePublisher;
import io.orderlake.stream.publish.LanePublishers;
import io.orderlake.stream.read.ShardReader;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.binder.AbstractMessageChannelBinder;
import org.springframework.cloud.stream.binder.BinderSpecificPropertiesProvider;
import org.springframework.cloud.stream.binder.ExtendedConsumerProperties;
import org.springframework.cloud.stream.binder.ExtendedProducerProperties;
import org.springframework.cloud.stream.binder.ExtendedPropertiesBinder;
import org.springframework.cloud.stream.provisioning.ConsumerDestination;
import org.springframework.cloud.stream.provisioning.ProducerDestination;
import org.springframework.integration.core.MessageProducer;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;

/**
 * Binds Kinesis streams. An input binding {@code <name>-in-0} starts a shard reader, which calls the {@link ShardProcessor}
 * bean {@code <name>Processor}. An output binding takes {@link LaneBatch}es and returns when Kinesis has acknowledged them.
 */
public final class OrderlakeBinder
        extends AbstractMessageChannelBinder<
                ExtendedConsumerProperties<KinesisConsumerProperties>,
                ExtendedProducerProperties<KinesisProducerProperties>,
                BindingProvisioner>
        implements ExtendedPropertiesBinder<MessageChannel, KinesisConsumerProperties, KinesisProducerProperties> {

    private static final String INPUT = "-in-0";

    private final LanePublishers publishers;
    private final BiFunction<String, ShardProcessor, ShardReader> readers;
    private final Function<String, ShardProcessor> processors;
    private final KinesisExtendedBindingProperties properties;

    /**
     * @param readers makes a reader of a stream, by its name
     * @param processors finds a processor by the name of its bean
     */
    public OrderlakeBinder(
            LanePublishers publishers,
            BiFunction<String, ShardProcessor, ShardReader> readers,
            Function<String, ShardProcessor> processors,
            KinesisExtendedBindingProperties properties) {
        super(new String[0], new BindingProvisioner(publishers));
        this.publishers = publishers;
        this.readers = readers;
        this.processors = processors;
        this.properties = properties;
    }

    @Override
    protected MessageProducer createConsumerEndpoint(
            ConsumerDestination destination,
            @Nullable String group,
            ExtendedConsumerProperties<KinesisConsumerProperties> consumer) {
        ShardProcessor processor = processors.apply(processorOf(consumer.getBindingName()));
        return new ShardEndpoint(() -> readers.apply(destination.getName(), processor));
    }

    @Override
    protected MessageHandler createProducerMessageHandler(
            ProducerDestination destination,
            ExtendedProducerProperties<KinesisProducerProperties> producer,
            @Nullable MessageChannel errorChannel) {
        LanePublisher publisher = publishers.to(destination.getName());
        return message -> publisher.publish(((LaneBatch) message.getPayload()).records());
    }

    private static String processorOf(String binding) {
        if (!binding.endsWith(INPUT)) {
            throw new IllegalArgumentException(
                    "Cannot bind an input: expected a name that ends with " + INPUT + " but was " + binding);
        }
        return binding.substring(0, binding.length() - INPUT.length()) + "Processor";
    }

    @Override
    public KinesisConsumerProperties getExtendedConsumerProperties(String binding) {
        return properties.getExtendedConsumerProperties(binding);
    }

    @Override
    public KinesisProducerProperties getExtendedProducerProperties(String binding) {
        return properties.getExtendedProducerProperties(binding);
    }

    @Override
    public String getDefaultsPrefix() {
        return properties.getDefaultsPrefix();
    }

    @Override
    public Class<? extends BinderSpecificPropertiesProvider> getExtendedPropertiesEntryClass() {
        return properties.getExtendedPropertiesEntryClass();
    }
}
