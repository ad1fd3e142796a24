package io.orderlake.stream.binder;

import io.awspring.cloud.kinesis.stream.binder.properties.KinesisExtendedBindingProperties;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.cloud.stream.binder.Binder;
import org.springframework.context.support.AbstractApplicationContext;

/**
 * Makes the binder. Spring does not search the product of a factory bean for annotations; that search would fail, because
 * signatures of the binder that we extend name the KPL, which is not on the class path.
 */
public final class BinderBean implements FactoryBean<Binder<?, ?, ?>> {

    private final OrderlakeBinder binder;

    public BinderBean(
            StreamEnds ends, KinesisExtendedBindingProperties bindings, AbstractApplicationContext context)
            throws Exception {
        binder = new OrderlakeBinder(ends);
        binder.setExtendedBindingProperties(bindings);
        binder.setApplicationContext(context);
        binder.afterPropertiesSet();
    }

    @Override
    public Binder<?, ?, ?> getObject() {
        return binder;
    }

    @Override
    public Class<?> getObjectType() {
        return Binder.class;
    }
}
