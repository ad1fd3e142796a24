package io.orderlake.deploy;

import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;

/** ARNs of resources in the account and region of a stack. */
final class StackArns {

    private StackArns() {}

    /** {@code arn:…:service:region:account:kind/name}. */
    static String of(Stack stack, String service, String kind, String name) {
        return stack.formatArn(ArnComponents.builder()
                .service(service)
                .resource(kind)
                .resourceName(name)
                .build());
    }

    /** {@code arn:…:service:region:account:kind}. */
    static String plain(Stack stack, String service, String kind) {
        return stack.formatArn(ArnComponents.builder()
                .service(service)
                .resource(kind)
                .arnFormat(ArnFormat.NO_RESOURCE_NAME)
                .build());
    }

    /** {@code arn:…:service:region:account:kind:name}. */
    static String colon(Stack stack, String service, String kind, String name) {
        return stack.formatArn(ArnComponents.builder()
                .service(service)
                .resource(kind)
                .resourceName(name)
                .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                .build());
    }
}
