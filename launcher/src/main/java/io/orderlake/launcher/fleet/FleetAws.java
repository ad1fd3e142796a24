package io.orderlake.launcher.fleet;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.FleetPlan.Aws;
import io.orderlake.launcher.fleet.FleetPlan.Lifespan;
import io.orderlake.launcher.fleet.FleetState.Member;
import io.orderlake.launcher.fleet.FleetState.Running;
import io.orderlake.localaws.LocalAwsGroup;
import io.orderlake.localaws.LocalAwsProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The AWS of a fleet: real AWS, an endpoint of the user, or the local AWS, whose processes start and end with the fleet. */
final class FleetAws {

    private static final String BUCKET = "orderlake";

    private final FleetPlan plan;
    private final ConsoleProgress progress;
    private @Nullable LocalAwsGroup localAws;
    private boolean closed;

    FleetAws(FleetPlan plan, ConsoleProgress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Starts local AWS if the plan asks for it, and returns the endpoints that the fleet uses. */
    Endpoints start() {
        Aws aws = plan.aws();
        if (aws instanceof Aws.At at) {
            return Endpoints.at(at.endpoint());
        } else if (aws instanceof Aws.Local local) {
            progress.line("Starting local AWS");
            return startLocal(local.program());
        }
        return Endpoints.aws();
    }

    private Endpoints startLocal(LocalAwsProgram program) {
        LocalAwsGroup.Tables tables =
                plan.lifespan() == Lifespan.ONCE ? LocalAwsGroup.Tables.IN_MEMORY : LocalAwsGroup.Tables.ON_DISK;
        try {
            LocalAwsGroup group = LocalAwsGroup.start(folder(), tables, program);
            register(group);
            LocalAwsGroup.Endpoints at = group.endpoints();
            // Local S3 keeps a bucket as a folder.
            Path bucket = folder().resolve("s3").resolve(BUCKET);
            return new Endpoints(at.kinesis(), at.dynamodb(), at.s3(), at.catalog(), bucket.toString());
        } catch (IOException | IllegalStateException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("Interrupted while local AWS started", e);
        }
    }

    /** The fleet may have been stopped while local AWS was starting. */
    private synchronized void register(LocalAwsGroup group) {
        localAws = group;
        if (closed) {
            close();
            throw new UserError("The fleet was stopped");
        }
    }

    /** The processes of local AWS; none if the fleet uses another AWS. */
    synchronized List<Member> members() {
        LocalAwsGroup group = localAws;
        List<Member> members = new ArrayList<>();
        if (group != null) {
            LocalAwsGroup.Endpoints at = group.endpoints();
            URI[] urls = {at.s3(), at.dynamodb(), at.kinesis(), at.catalog()};
            String[] names = {"s3", "dynamodb", "kinesis", "catalog"};
            for (int i = 0; i < names.length; i++) {
                Running process = Running.of(group.processes().get(i));
                members.add(new Member(names[i], process, urls[i].getPort(), 0, log(names[i])));
            }
        }
        return members;
    }

    private String log(String name) {
        return folder().resolve("logs").resolve(name + ".log").toString();
    }

    private Path folder() {
        return plan.folder().resolve("aws");
    }

    synchronized void close() {
        closed = true;
        LocalAwsGroup group = localAws;
        if (group != null) {
            group.close();
            localAws = null;
        }
    }
}
