package io.orderlake.benchmarks.cost;

import java.nio.file.Path;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * List prices in US dollars.
 *
 * @param source where they are from
 * @param seen when
 */
public record Prices(
        String source,
        String seen,
        double kinesisShardHour,
        double kinesisMillionPutUnits,
        double dynamodbMillionWriteUnits,
        double dynamodbMillionReadUnits,
        double dynamodbStreamsMillionReads,
        double s3ThousandPuts,
        double s3ThousandGets,
        double fargateVcpuHour,
        double fargateGbHour,
        double pipesMillionEvents,
        double firehoseGb,
        double firehosePartitioningGb,
        double firehosePartitioningThousandObjects,
        double firehoseConversionGb,
        double lambdaMillionRequests,
        double lambdaGbSecond) {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /** A price that is missing or unknown is an error that names it. */
    public static Prices read(Path file) {
        return YAML.readValue(file, Prices.class);
    }
}
