package io.orderlake.launcher;

import io.orderlake.launcher.fleet.Endpoints;
import io.orderlake.launcher.fleet.FleetPlan.Aws;
import io.orderlake.launcher.fleet.FleetState;
import io.orderlake.launcher.lake.BucketCopy;
import io.orderlake.launcher.lake.Lake;
import io.orderlake.launcher.lake.LayerTables;
import io.orderlake.localaws.CatalogFile;
import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.stream.aws.AwsClients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that select a fleet. Every command that needs a fleet has them; the environment completes them. */
final class FleetOptions {

    private static final String ENDPOINT = "ORDERLAKE_AWS_ENDPOINT";
    private static final String BUCKET = "orderlake";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = ".orderlake",
            description = "Folder of the fleet's state (default: ./.orderlake).")
    private Path state = Path.of(".orderlake");

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "${env:SPRING_PROFILES_ACTIVE:-}",
            description = "Spring profile; \"aws\" means real AWS (default: SPRING_PROFILES_ACTIVE).")
    private String profile = "";

    Path state() {
        return state.toAbsolutePath().normalize();
    }

    String profile() {
        return profile;
    }

    boolean isAwsProfile() {
        return Arrays.asList(profile.split(",")).contains("aws");
    }

    /** The AWS that a fleet would use if it were started now. */
    Aws aws() {
        String endpoint = System.getenv(ENDPOINT);
        if (endpoint != null && !endpoint.isBlank()) {
            return new Aws.At(uri(endpoint));
        }
        return isAwsProfile() ? new Aws.Real() : new Aws.Local();
    }

    private URI uri(String endpoint) {
        URI uri = URI.create(endpoint.trim());
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw usageError(
                    "Cannot use " + ENDPOINT + "=" + endpoint + ": expected a URL such as http://localhost:4566");
        }
        return uri;
    }

    /** The error of a wrong command line; the command ends with exit code 2. */
    ParameterException usageError(String message) {
        if (spec == null) {
            throw new IllegalStateException(message);
        }
        return new ParameterException(spec.commandLine(), message);
    }

    /** The fleet that runs on this state folder. */
    Optional<FleetState> fleet() {
        return FleetState.read(state()).filter(FleetState::running);
    }

    /** The running fleet; an error says how to start one. */
    FleetState runningFleet() {
        return fleet().orElseThrow(
                        () -> new UserError("No fleet is running in " + state() + ": start one with ./orderlake up"));
    }

    /** The AWS of a command that reads source and lake: that of the running fleet, or else the one that the options select. */
    Endpoints endpoints() {
        Optional<FleetState> fleet = fleet();
        if (fleet.isPresent()) {
            return fleet.get().endpoints();
        }
        Aws aws = aws();
        if (aws instanceof Aws.At at) {
            return Endpoints.at(at.endpoint());
        } else if (aws instanceof Aws.Real) {
            return Endpoints.aws();
        }
        throw new UserError("No fleet is running in " + state() + ": start one with ./orderlake up, or set " + ENDPOINT
                + " or --profile aws");
    }

    /** The lake as files on this machine. A remote lake is copied; a stopped fleet's lake can be read, too. */
    Lake lake(ConsoleProgress progress) {
        Path local = state().resolve("aws/s3").resolve(BUCKET);
        if (fleet().isEmpty() && aws() instanceof Aws.Local && Files.isDirectory(local)) {
            return new Lake(local);
        }
        return lake(endpoints(), state(), progress);
    }

    /**
     * The tables of bronze, silver and gold; those of a stopped fleet can be read, too.
     *
     * @param catalog properties of the Iceberg catalog; if empty, those of the fleet, or of Glue under profile aws
     * @param work a folder that is needed until the tables are closed
     */
    LayerTables layerTables(Map<String, String> catalog, Path work, ConsoleProgress progress) {
        Path copies = state().resolve("cache/tables");
        if (!catalog.isEmpty()) {
            return LayerTables.copied(catalog, copies, progress);
        }
        Optional<FleetState> fleet = fleet();
        if (fleet.isEmpty() && aws() instanceof Aws.Local) {
            return tablesOfStoppedFleet(work);
        }
        Endpoints endpoints = endpoints();
        String folder = endpoints.bucketFolder();
        if (endpoints.catalog() != null && folder != null) {
            return new LayerTables(endpoints.catalogProperties(), Path.of(folder));
        } else if (isAwsProfile()) {
            return LayerTables.copied(Map.of("type", "glue", "warehouse", LocalAwsGroup.WAREHOUSE), copies, progress);
        }
        throw new UserError("Cannot read bronze, silver or gold: expected the catalog's properties,"
                + " such as --catalog-option type=rest,uri=http://localhost:8181");
    }

    private LayerTables tablesOfStoppedFleet(Path work) {
        CatalogFile file = CatalogFile.of(state().resolve("aws"));
        if (!file.exists()) {
            throw new UserError("Cannot read bronze, silver or gold: no fleet has written any in " + state()
                    + "; start one with ./orderlake up");
        }
        try {
            return new LayerTables(
                    file.copiedTo(work.resolve("catalog")),
                    state().resolve("aws/s3").resolve(BUCKET));
        } catch (IOException e) {
            throw new UserError("Cannot read " + file.directory() + ": " + e.getMessage(), e);
        }
    }

    /** The lake behind these endpoints; a remote one is copied into the state folder. */
    static Lake lake(Endpoints endpoints, Path state, ConsoleProgress progress) {
        String folder = endpoints.bucketFolder();
        if (folder != null) {
            return new Lake(Path.of(folder));
        }
        Path cache = state.resolve("cache").resolve(BUCKET);
        return new Lake(BucketCopy.refresh(new AwsClients(endpoints.settings()), BUCKET, cache, progress));
    }

    /** The checkout that contains the built jars. */
    Path home() {
        String home = System.getProperty("orderlake.home");
        if (home == null) {
            throw new UserError("Cannot find the checkout: start Orderlake with the script ./orderlake");
        }
        return Path.of(home);
    }
}
