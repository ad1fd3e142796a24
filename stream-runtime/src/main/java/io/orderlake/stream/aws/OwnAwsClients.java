package io.orderlake.stream.aws;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Holds back the AWS clients that Spring Cloud AWS would make by itself: those of {@link AwsClients} are the only ones.
 * What reads settings out of Secrets Manager makes one of its own, before there are beans, and stays.
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
