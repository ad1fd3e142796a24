package io.orderlake.stream.security;

import io.orderlake.stream.security.SecuritySettings.Mode;
import io.orderlake.stream.settings.WrongSetting;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Stops the start where everybody could call the service, before a bean is created that calls AWS. */
final class Listening implements BeanFactoryPostProcessor {

    private final Environment environment;

    Listening(Environment environment) {
        this.environment = environment;
    }

    /** @throws WrongSetting if the service would listen beyond loopback and know nobody */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Binder settings = Binder.get(environment);
        try {
            Mode mode = settings.bind("orderlake.security.mode", Mode.class).orElse(Mode.NONE);
            check(mode, settings.bind("server.address", InetAddress.class).orElse(null));
        } catch (BindException refusedWithItsRecord) {
            return;
        }
    }

    /** @param address null is every address of this machine */
    static void check(Mode mode, @Nullable InetAddress address) {
        boolean loopback = address != null && address.isLoopbackAddress();
        if (mode == Mode.NONE && !loopback) {
            throw new WrongSetting("Cannot listen on " + (address == null ? "every address" : address.getHostAddress())
                    + " with orderlake.security.mode=none, for everyone there could do everything:"
                    + " expected server.address=127.0.0.1, or the mode api-key or oauth2");
        }
    }
}
