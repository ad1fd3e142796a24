package io.orderlake.stream.binder;

import io.orderlake.stream.Lease;
import io.orderlake.stream.ShardBatch;
import io.orderlake.stream.ShardProcessor;
import io.orderlake.stream.StreamRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.support.MessageBuilder;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessagingException;

/** Hands each batch to the function behind a binding, on the reader's own thread. */
final class BindingProcessor implements ShardProcessor {

    private final MessageChannel channel;
    private final Durability durability;
    private final Iterable<LeaseLost> observers;

    BindingProcessor(MessageChannel channel, Durability durability, Iterable<LeaseLost> observers) {
        this.channel = channel;
        this.durability = durability;
        this.observers = observers;
    }

    @Override
    public @Nullable String take(ShardBatch batch) {
        Answer answer = new Answer();
        Message<ShardBatch> message = MessageBuilder.withPayload(batch)
                .setHeader(ShardCheckpointer.HEADER, answer)
                .build();
        try {
            channel.send(message);
        } catch (MessagingException wrapped) {
            throw unwrapped(wrapped);
        }
        return switch (durability) {
            case WHEN_PUBLISHED -> lastSequence(batch.records());
            case WHEN_TOLD -> answer.through;
        };
    }

    @Override
    public void lost(Lease lease) {
        observers.forEach(observer -> observer.lost(lease));
    }

    private static @Nullable String lastSequence(List<StreamRecord> records) {
        return records.isEmpty() ? null : records.get(records.size() - 1).sequence();
    }

    /** What the function or the publisher threw, so that its kind can be told. */
    private static RuntimeException unwrapped(MessagingException wrapped) {
        RuntimeException thrown = wrapped;
        while (thrown instanceof MessagingException && thrown.getCause() instanceof RuntimeException cause) {
            thrown = cause;
        }
        return thrown;
    }

    /** When a batch counts as durable. */
    enum Durability {
        WHEN_PUBLISHED,
        WHEN_TOLD
    }

    private static final class Answer implements ShardCheckpointer {
        private volatile @Nullable String through;

        @Override
        public void durableThrough(String sequence) {
            through = sequence;
        }
    }
}
