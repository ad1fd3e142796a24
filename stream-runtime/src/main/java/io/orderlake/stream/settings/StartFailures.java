package io.orderlake.stream.settings;

import io.orderlake.stream.StreamFailure;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import software.amazon.awssdk.core.exception.SdkException;

/** Describes a failed start in one sentence instead of a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class StartFailures implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WrongSetting || cause instanceof StreamFailure) {
                return sentence(String.valueOf(cause.getMessage()), failure);
            }
            if (cause instanceof SdkException) {
                return sentence("Cannot start: a call of AWS failed: " + cause.getMessage(), failure);
            }
            if (cause instanceof ConfigurationPropertiesBindException
                    && cause.getCause() instanceof BindException bind) {
                return ofBinding(bind, failure);
            }
        }
        return null;
    }

    private static @Nullable FailureAnalysis ofBinding(BindException bind, Throwable failure) {
        if (!bind.getName().toString().startsWith("orderlake")) {
            return null;
        }
        String reason = String.valueOf(root(bind).getMessage());
        if (bind.getProperty() == null) {
            // A settings record refused its values, in a sentence of its own.
            return sentence(reason, failure);
        }
        Class<?> expected = Objects.requireNonNull(bind.getTarget().getType().resolve());
        boolean secret = Shown.isSecret(bind.getName());
        return sentence(
                "Cannot use the setting " + bind.getName() + " = "
                        + (secret ? Shown.HIDDEN : bind.getProperty().getValue())
                        + ": expected a value of type " + expected.getSimpleName()
                        + (secret ? "" : " (" + reason + ")"),
                failure);
    }

    private static FailureAnalysis sentence(String sentence, Throwable failure) {
        return new FailureAnalysis(sentence, null, failure);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
