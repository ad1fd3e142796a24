package io.orderlake.stream.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** Gives every service its common defaults, below all other settings. */
public final class RuntimeDefaults implements EnvironmentPostProcessor, Ordered {

    /** After the files of the service, which may name the profile. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.acceptsProfiles(Profiles.of("aws"))) {
            load("orderlake-runtime-aws.yml").forEach(environment.getPropertySources()::addLast);
        }
        load("orderlake-runtime.yml").forEach(environment.getPropertySources()::addLast);
    }

    private static List<PropertySource<?>> load(String name) {
        try {
            return new YamlPropertySourceLoader().load(name, new ClassPathResource(name));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the defaults in " + name, e);
        }
    }
}
