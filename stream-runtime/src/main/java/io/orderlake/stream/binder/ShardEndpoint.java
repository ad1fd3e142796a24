package io.orderlake.stream.binder;

import io.orderlake.stream.read.ShardReader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.core.MessageProducer;
import org.springframework.messaging.MessageChannel;

/**
 * The endpoint of an input binding: a shard reader. It calls its processor directly and sends nothing to the binding's
 * channel, because a message could not return what has become durable.
 */
final class ShardEndpoint extends RunningReader implements MessageProducer {

    private @Nullable MessageChannel channel;

    ShardEndpoint(Supplier<ShardReader> readers) {
        super(readers);
    }

    @Override
    public void setOutputChannel(MessageChannel outputChannel) {
        channel = outputChannel;
    }

    @Override
    public @Nullable MessageChannel getOutputChannel() {
        return channel;
    }
}
