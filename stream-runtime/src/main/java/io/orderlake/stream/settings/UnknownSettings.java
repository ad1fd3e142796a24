package io.orderlake.stream.settings;

import java.util.regex.Pattern;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Stops the start where a key under {@code orderlake} is read by no settings record of the service. */
public final class UnknownSettings implements BeanFactoryPostProcessor {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("orderlake");

    /** Kubernetes puts such variables into every container for each service that it knows. */
    private static final Pattern SERVICE_LINK = Pattern.compile(".*\\.(service\\.(host|port.*)|port([.\\[].*)?)");

    private final ConfigurableEnvironment environment;

    public UnknownSettings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** @throws WrongSetting at the first unknown key */
    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        KnownKeys known = knownKeys(beans);
        ConfigurationPropertySources.get(environment).forEach(source -> {
            if (source instanceof IterableConfigurationPropertySource keys) {
                keys.stream()
                        .filter(OURS::isAncestorOf)
                        .filter(key -> !isKnown(key, keys, known))
                        .forEach(key -> refuse(key, keys, known));
            }
        });
    }

    private static KnownKeys knownKeys(ConfigurableListableBeanFactory beans) {
        KnownKeys known = new KnownKeys();
        for (String name : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            ConfigurationProperties annotation = beans.findAnnotationOnBean(name, ConfigurationProperties.class);
            Class<?> type = beans.getType(name, false);
            if (annotation != null && type != null && type.isRecord()) {
                known.add(annotation.prefix().isEmpty() ? annotation.value() : annotation.prefix(), type);
            }
        }
        return known;
    }

    private static boolean isKnown(
            ConfigurationPropertyName key, IterableConfigurationPropertySource source, KnownKeys known) {
        if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource) {
            return known.containsVariable(key)
                    || !known.coversVariable(key)
                    || SERVICE_LINK.matcher(key.toString()).matches();
        }
        return known.contains(key);
    }

    private static void refuse(
            ConfigurationPropertyName key, IterableConfigurationPropertySource source, KnownKeys known) {
        ConfigurationProperty property = source.getConfigurationProperty(key);
        Object value = property == null ? "" : property.getValue();
        throw new WrongSetting("Cannot use the setting " + key + " = " + (Shown.isSecret(key) ? Shown.HIDDEN : value)
                + ": expected one of " + known.meant(key));
    }
}
