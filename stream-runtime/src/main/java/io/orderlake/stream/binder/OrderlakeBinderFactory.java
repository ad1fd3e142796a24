package io.orderlake.stream.binder;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.binder.Binder;
import org.springframework.cloud.stream.binder.BinderFactory;
import org.springframework.cloud.stream.binder.ConsumerProperties;
import org.springframework.cloud.stream.binder.ProducerProperties;
import org.springframework.messaging.MessageChannel;

/** Gives every binding the one binder, which is created when the first binding needs it. */
public final class OrderlakeBinderFactory implements BinderFactory {

    private final Supplier<OrderlakeBinder> binder;

    public OrderlakeBinderFactory(Supplier<OrderlakeBinder> binder) {
        this.binder = binder;
    }

    @Override
    @SuppressWarnings("unchecked") // Refused where T is not a message channel.
    public <T> Binder<T, ? extends ConsumerProperties, ? extends ProducerProperties> getBinder(
            @Nullable String name, Class<? extends T> bindable) {
        if (!MessageChannel.class.isAssignableFrom(bindable)) {
            throw new IllegalArgumentException("Cannot bind: expected a message channel but was " + bindable.getName());
        }
        return (Binder<T, ? extends ConsumerProperties, ? extends ProducerProperties>) (Binder<?, ?, ?>) binder.get();
    }
}
