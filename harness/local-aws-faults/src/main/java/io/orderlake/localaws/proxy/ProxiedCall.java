package io.orderlake.localaws.proxy;

import io.orderlake.localaws.calls.AnsweredCall;
import io.orderlake.localaws.calls.CallCounters;
import io.orderlake.localaws.faults.FaultTarget;
import io.orderlake.localaws.protocol.ServiceError;
import io.orderlake.localaws.protocol.UserAgent;
import org.jspecify.annotations.Nullable;

/** A call of DynamoDB or S3, read from its request. */
record ProxiedCall(
        String service, String operation, @Nullable String client) {

    private static final String S3 = "s3";

    static ProxiedCall of(String service, HttpMessage request) {
        return new ProxiedCall(
                service,
                service.equals(S3) ? s3Operation(request) : rpcOperation(request),
                UserAgent.application(request.header("user-agent")));
    }

    FaultTarget target() {
        return new FaultTarget(service, operation, null, client);
    }

    void countIn(CallCounters calls, HttpMessage request, HttpMessage answer) {
        int sent = request.body().length;
        int received = answer.body().length;
        if (service.equals(S3)) {
            calls.add(new AnsweredCall(client, service, operation, bucketAndFolder(request.path())), sent, received);
        } else {
            DynamoCall dynamodb = DynamoCall.of(request);
            calls.add(dynamodb.answered(client), sent, received, dynamodb.units(received));
        }
    }

    private static String bucketAndFolder(String path) {
        String[] parts = path.replaceFirst("\\?.*", "").split("/", 4);
        return parts.length < 4 ? parts[1] : parts[1] + "/" + parts[2];
    }

    /** What the service itself would answer. */
    HttpMessage answerTo(ServiceError error) {
        if (service.equals(S3)) {
            boolean throttled = error.status() < 500;
            String code = throttled ? "SlowDown" : "InternalError";
            return HttpMessage.error(
                    throttled ? 503 : 500,
                    "application/xml",
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>" + error.text()
                            + "</Message></Error>");
        }
        String type = error.status() < 500 ? error.type() : "InternalServerError";
        return HttpMessage.error(
                error.status(),
                "application/x-amz-json-1.0",
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + type + "\",\"message\":\"" + error.text() + "\"}");
    }

    private static String rpcOperation(HttpMessage request) {
        String target = String.valueOf(request.header("x-amz-target"));
        return target.substring(target.lastIndexOf('.') + 1);
    }

    private static String s3Operation(HttpMessage request) {
        boolean ofBucket = request.path().replaceFirst("\\?.*", "").split("/", 3).length < 3;
        return switch (request.method()) {
            case "PUT" -> ofBucket ? bucketWrite(request) : "PutObject";
            case "HEAD" -> ofBucket ? "HeadBucket" : "HeadObject";
            case "DELETE" -> ofBucket ? "DeleteBucket" : "DeleteObject";
            case "GET" -> request.path().contains("list-type=2") ? "ListObjectsV2" : "GetObject";
            default -> request.method();
        };
    }

    private static String bucketWrite(HttpMessage request) {
        return request.path().contains("lifecycle") ? "PutBucketLifecycleConfiguration" : "CreateBucket";
    }
}
