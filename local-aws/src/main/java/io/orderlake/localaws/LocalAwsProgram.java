package io.orderlake.localaws;

import java.util.List;
import java.util.Set;

/**
 * The program that serves Kinesis, Firehose and CloudWatch in a {@link LocalAwsGroup}.
 *
 * @param mainClass takes the options of {@link LocalAws}, and {@code --front SERVICE@PORT=URL} for each fronted service
 * @param modules folders of the checkout whose classes it needs beside those of local-aws
 * @param fronted the services that clients call through it: {@code s3}, {@code dynamodb}
 */
public record LocalAwsProgram(String mainClass, List<String> modules, Set<String> fronted) {

    /** The product: no service is called through it. */
    public static final LocalAwsProgram PRODUCT = new LocalAwsProgram(LocalAws.class.getName(), List.of(), Set.of());

    public LocalAwsProgram {
        modules = List.copyOf(modules);
        fronted = Set.copyOf(fronted);
    }
}
