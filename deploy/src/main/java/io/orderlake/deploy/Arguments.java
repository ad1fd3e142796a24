package io.orderlake.deploy;

import java.util.ArrayList;
import java.util.List;

/** The settings of each service as arguments, because environment variables cannot contain the names of all settings. */
final class Arguments {

    private final String region;
    private final String bucket;
    private final Environment environment;

    Arguments(String region, String bucket, Environment environment) {
        this.region = region;
        this.bucket = bucket;
        this.environment = environment;
    }

    List<String> of(DeployedService service) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.profiles.active=aws",
                "--orderlake.aws.region=" + region,
                // CloudWatch bills each metric, so metrics of the JVM and of HTTP are not published.
                "--management.metrics.enable.all=false",
                "--management.metrics.enable.orderlake=true"));
        switch (service) {
            case ORDER_WRITER -> {}
            case STREAM_RELAY -> {
                arguments.add(lanes());
                arguments.add("--orderlake.relay.bucket=" + bucket);
            }
            case TRANSFORMER -> {
                arguments.add(lanes());
                arguments.add("--orderlake.transform.bucket=" + bucket);
            }
            case LAKE_WRITER -> arguments.addAll(lakeWriter());
            case LAKE_VERIFIER -> {
                arguments.add("--orderlake.verify.bucket=" + bucket);
                // Each task begins with an empty state.
                arguments.add("--orderlake.verify.state=/tmp/lake-verifier.state");
            }
        }
        return List.copyOf(arguments);
    }

    private List<String> lakeWriter() {
        List<String> arguments = new ArrayList<>(List.of(
                "--orderlake.lake.bucket=" + bucket,
                "--orderlake.lake.bronze.catalog.type=glue",
                "--orderlake.lake.bronze.catalog.warehouse=s3://" + bucket + "/lake",
                "--orderlake.lake.bronze.catalog.client.region=" + region));
        environment.rejectDays().ifPresent(days -> arguments.add("--orderlake.lake.errors.expire-after=" + days + "d"));
        return arguments;
    }

    private static String lanes() {
        return "--orderlake.streams.lanes=" + DataStack.LANES;
    }
}
