package io.orderlake.stream.aws;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Excludes the AWS clients that Spring Cloud AWS would create: services use only those of {@link AwsClients}. The reader of
 * settings in Secrets Manager creates its own client, before there are beans; it is not excluded.
 */
public final class OwnAwsClients implements AutoConfigurationImportFilter {

    private static final String FOREIGN = "io.awspring.cloud.autoconfigure.";

    @Override
    public boolean[] match(@Nullable String[] candidates, AutoConfigurationMetadata metadata) {
        boolean[] kept = new boolean[candidates.length];
        for (int i = 0; i < candidates.length; i++) {
            String candidate = candidates[i];
            kept[i] = candidate == null || !candidate.startsWith(FOREIGN);
        }
        return kept;
    }
}
