package io.orderlake.localaws.kinesis;

/** Names of streams as ARNs; local-aws has one account and one region. */
final class KinesisArns {

    static final String ACCOUNT = "000000000000";
    private static final String PREFIX = "arn:aws:kinesis:us-east-1:" + ACCOUNT + ":stream/";

    private KinesisArns() {}

    static String of(String streamName) {
        return PREFIX + streamName;
    }

    static String nameIn(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
