package io.orderlake.stream.binder;

import io.orderlake.stream.ShardProcessor;
import io.orderlake.stream.read.ShardReader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.Lifecycle;
import org.springframework.integration.core.MessageProducer;
import org.springframework.messaging.MessageChannel;

/** The endpoint of an input binding: a shard reader whose story is the function behind the binding's channel. */
final class ShardEndpoint implements MessageProducer, Lifecycle {

    private final RunningReader running;
    private @Nullable MessageChannel channel;

    ShardEndpoint(Function<ShardProcessor, ShardReader> readers, Function<MessageChannel, ShardProcessor> stories) {
        this.running = new RunningReader(() -> readers.apply(stories.apply(getOutputChannel())));
    }

    @Override
    public void setOutputChannel(MessageChannel outputChannel) {
        channel = outputChannel;
    }

    @Override
    public MessageChannel getOutputChannel() {
        if (channel == null) {
            throw new IllegalStateException("Cannot read: expected the binding to set a channel before its start");
        }
        return channel;
    }

    @Override
    public void start() {
        running.start();
    }

    @Override
    public void stop() {
        running.stop();
    }

    @Override
    public boolean isRunning() {
        return running.isRunning();
    }
}
