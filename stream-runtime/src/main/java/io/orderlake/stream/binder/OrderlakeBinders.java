package io.orderlake.stream.binder;

import io.awspring.cloud.kinesis.stream.binder.properties.KinesisExtendedBindingProperties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.binder.Binder;
import org.springframework.cloud.stream.binder.BinderFactory;
import org.springframework.cloud.stream.binder.ConsumerProperties;
import org.springframework.cloud.stream.binder.ProducerProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.messaging.MessageChannel;

/**
 * Gives every binding the one binder that there is, made when the first binding asks for it.
 *
 * <p>The binder is no bean: Spring searches the methods of every bean for annotations, and would fail, because a method of
 * the binder that we extend names a class of the KPL, which is not on the class path.
 */
public final class OrderlakeBinders implements BinderFactory {

    private final Supplier<StreamEnds> ends;
    private final KinesisExtendedBindingProperties bindings;
    private final ApplicationContext application;
    private @Nullable OrderlakeBinder binder;

    public OrderlakeBinders(
            Supplier<StreamEnds> ends, KinesisExtendedBindingProperties bindings, ApplicationContext application) {
        this.ends = ends;
        this.bindings = bindings;
        this.application = application;
    }

    @Override
    @SuppressWarnings("unchecked") // Refused where T is not a message channel.
    public synchronized <T> Binder<T, ? extends ConsumerProperties, ? extends ProducerProperties> getBinder(
            @Nullable String name, Class<? extends T> bindable) {
        if (!MessageChannel.class.isAssignableFrom(bindable)) {
            throw new IllegalArgumentException("Cannot bind: expected a message channel but was " + bindable.getName());
        }
        if (binder == null) {
            binder = started();
        }
        return (Binder<T, ? extends ConsumerProperties, ? extends ProducerProperties>) (Binder<?, ?, ?>) binder;
    }

    private OrderlakeBinder started() {
        OrderlakeBinder made = new OrderlakeBinder(ends.get());
        made.setExtendedBindingProperties(bindings);
        made.setApplicationContext(application);
        try {
            made.afterPropertiesSet();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot start the binder", e);
        }
        return made;
    }
}
