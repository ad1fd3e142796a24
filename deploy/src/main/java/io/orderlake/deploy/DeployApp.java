package io.orderlake.deploy;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.orderlake.contract.Tables;
import io.orderlake.contract.TablesFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;

/**
 * The CDK app. Context {@code environment} is dev, staging or prod. Context {@code tables} is a {@code tables.yml}; without
 * it, the shipped file is used.
 */
public final class DeployApp {

    private static final Map<String, Object> CONTEXT = Map.of(
            "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy", true, "@aws-cdk/core:newStyleStackSynthesis", true);

    private DeployApp() {}

    public static void main(String[] arguments) {
        App app = app(AppProps.builder());
        String environment = context(app, "environment").orElse("dev");
        Tables tables =
                context(app, "tables").map(Path::of).map(TablesFile::read).orElseGet(TablesFile::shipped);
        Stacks.add(app, Environment.named(environment), tables);
        app.synth();
    }

    /** An app with this context only. cdk-nag checks it during synthesis. */
    static App app(AppProps.Builder props) {
        App app = new App(props.context(CONTEXT).analyticsReporting(false).build());
        Aspects.of(app).add(AwsSolutionsChecks.Builder.create().verbose(true).build());
        return app;
    }

    private static Optional<String> context(App app, String name) {
        return Optional.ofNullable(app.getNode().tryGetContext(name)).map(Object::toString);
    }
}
