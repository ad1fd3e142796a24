package io.orderlake.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

class CloudWatchTest {

    @TempDir
    Path state;

    @Test
    void theLastDatumOfAMetricIsKept() throws IOException {
        try (RunningAws aws = RunningAws.on(state);
                CloudWatchClient cloudWatch = LocalClients.at(CloudWatchClient.builder(), aws.endpoint())) {
            put(cloudWatch, 1);
            put(cloudWatch, 2.5);
            assertThat(aws.admin()
                            .metrics()
                            .path("orderlake/lag{service=relay}")
                            .path("Value")
                            .asDouble())
                    .isEqualTo(2.5);
        }
    }

    private static void put(CloudWatchClient cloudWatch, double value) {
        MetricDatum datum = MetricDatum.builder()
                .metricName("lag")
                .dimensions(Dimension.builder().name("service").value("relay").build())
                .timestamp(Instant.now())
                .value(value)
                .build();
        cloudWatch.putMetricData(r -> r.namespace("orderlake").metricData(datum));
    }
}
