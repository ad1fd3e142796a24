package io.orderlake.localaws.faulty;

import io.orderlake.localaws.LocalAws;
import io.orderlake.localaws.LocalAwsProgram;
import io.orderlake.localaws.LocalAwsSettings;
import io.orderlake.localaws.calls.CallCounters;
import io.orderlake.localaws.faults.FaultInjector;
import io.orderlake.localaws.proxy.FaultProxy;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@link LocalAws} whose calls can fail on demand: its own, and through proxies those of DynamoDB and S3. It counts all
 * calls that were answered.
 */
public final class FaultyLocalAws implements AutoCloseable {

    private static final List<String> MODULES = List.of("harness/local-aws-faults");

    /** Faults and counters of Kinesis, Firehose and CloudWatch only. */
    public static final LocalAwsProgram OF_KINESIS =
            new LocalAwsProgram(FaultyLocalAws.class.getName(), MODULES, Set.of());

    /** Faults and counters of DynamoDB and S3, too: through a proxy, which is one hop more for every call. */
    public static final LocalAwsProgram OF_ALL =
            new LocalAwsProgram(FaultyLocalAws.class.getName(), MODULES, Set.of("s3", "dynamodb"));

    private final LocalAws aws;
    private final List<FaultProxy> proxies = new ArrayList<>();

    private FaultyLocalAws(LocalAwsSettings settings, List<FaultProxy.Front> fronts) throws IOException {
        FaultInjector faults = new FaultInjector();
        CallCounters calls = new CallCounters();
        aws = LocalAws.start(settings, new FaultInterceptor(faults, calls));
        for (FaultProxy.Front front : fronts) {
            proxies.add(new FaultProxy(front, faults, calls));
        }
    }

    /** @param fronts the services that are called through a proxy */
    static FaultyLocalAws start(LocalAwsSettings settings, List<FaultProxy.Front> fronts) throws IOException {
        return new FaultyLocalAws(settings, fronts);
    }

    /** Takes the options of {@link LocalAws}, and {@code --front SERVICE@PORT=URL} for each service behind a proxy. */
    public static void main(String[] args) throws IOException {
        List<String> options = new ArrayList<>();
        List<FaultProxy.Front> fronts = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--front") && i + 1 < args.length) {
                fronts.add(FaultProxy.Front.parse(args[++i]));
            } else {
                options.add(args[i]);
            }
        }
        FaultyLocalAws aws = start(LocalAwsSettings.parse(options.toArray(new String[0])), fronts);
        Runtime.getRuntime().addShutdownHook(new Thread(aws::close));
        System.out.println("local-aws listens on " + aws.endpoint() + " and injects faults on demand");
    }

    /** The endpoint of Kinesis, Firehose and CloudWatch, and of the admin calls under {@code /_admin/}. */
    URI endpoint() {
        return aws.endpoint();
    }

    @Override
    public void close() {
        proxies.forEach(FaultProxy::close);
        aws.close();
    }
}
