package io.orderlake.stream.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static software.amazon.awssdk.core.SdkBytes.fromUtf8String;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromB;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBool;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromBs;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromL;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNs;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromNul;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromSs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Identity;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamRecord;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

class StreamRecordJsonTest {

    private static final String ARN =
            "arn:aws:dynamodb:ddblocal:000000000000:table/CustomerOrders/stream/2026-11-20T10:00:00.000";

    @Test
    void writesWhatPipesAndLambdaDeliver() {
        Record insert = Record.builder()
                .eventID("e1")
                .eventName(OperationType.INSERT)
                .eventVersion("1.1")
                .eventSource("aws:dynamodb")
                .awsRegion("ddblocal")
                .dynamodb(StreamRecord.builder()
                        .approximateCreationDateTime(Instant.parse("2026-11-20T10:00:01.900Z"))
                        .keys(Map.of("order_id", fromS("o1")))
                        .newImage(imageOfAllTypes())
                        .sequenceNumber("000000000000000000001")
                        .sizeBytes(42L)
                        .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                        .build())
                .build();

        assertThat(json(insert))
                .isEqualTo("{\"eventID\":\"e1\",\"eventName\":\"INSERT\",\"eventVersion\":\"1.1\","
                        + "\"eventSource\":\"aws:dynamodb\",\"awsRegion\":\"ddblocal\",\"dynamodb\":{"
                        + "\"ApproximateCreationDateTime\":1795168801,"
                        + "\"Keys\":{\"order_id\":{\"S\":\"o1\"}},"
                        + "\"NewImage\":{\"s\":{\"S\":\"Müller \\\"x\\\"\\n\"},"
                        + "\"n\":{\"N\":\"12345678901234567890.123456789\"},\"b\":{\"B\":\"aGVsbG8=\"},"
                        + "\"ss\":{\"SS\":[\"a\",\"b\"]},\"ns\":{\"NS\":[\"1\",\"2.50\"]},"
                        + "\"bs\":{\"BS\":[\"eA==\",\"eQ==\"]},\"m\":{\"M\":{\"inner\":{\"M\":{}}}},"
                        + "\"l\":{\"L\":[{\"S\":\"\"},{\"L\":[]}]},\"t\":{\"BOOL\":false},\"z\":{\"NULL\":true}},"
                        + "\"SequenceNumber\":\"000000000000000000001\",\"SizeBytes\":42,"
                        + "\"StreamViewType\":\"NEW_AND_OLD_IMAGES\"},"
                        + "\"eventSourceARN\":\"" + ARN + "\"}");
    }

    @Test
    void aRemovalByTimeToLiveNamesWhoRemoved() {
        Record remove = Record.builder()
                .eventID("e2")
                .eventName(OperationType.REMOVE)
                .userIdentity(Identity.builder()
                        .type("Service")
                        .principalId("dynamodb.amazonaws.com")
                        .build())
                .dynamodb(StreamRecord.builder()
                        .approximateCreationDateTime(Instant.EPOCH)
                        .keys(Map.of("order_id", fromS("o1")))
                        .oldImage(Map.of("order_id", fromS("o1")))
                        .sequenceNumber("2")
                        .build())
                .build();

        assertThat(json(remove))
                .isEqualTo("{\"eventID\":\"e2\",\"eventName\":\"REMOVE\",\"eventSource\":\"aws:dynamodb\","
                        + "\"dynamodb\":{\"ApproximateCreationDateTime\":0,"
                        + "\"Keys\":{\"order_id\":{\"S\":\"o1\"}},\"OldImage\":{\"order_id\":{\"S\":\"o1\"}},"
                        + "\"SequenceNumber\":\"2\"},"
                        + "\"userIdentity\":{\"type\":\"Service\",\"principalId\":\"dynamodb.amazonaws.com\"},"
                        + "\"eventSourceARN\":\"" + ARN + "\"}");
    }

    private static Map<String, AttributeValue> imageOfAllTypes() {
        Map<String, AttributeValue> image = new LinkedHashMap<>();
        image.put("s", fromS("Müller \"x\"\n"));
        image.put("n", fromN("12345678901234567890.123456789"));
        image.put("b", fromB(fromUtf8String("hello")));
        image.put("ss", fromSs(List.of("a", "b")));
        image.put("ns", fromNs(List.of("1", "2.50")));
        image.put("bs", fromBs(List.of(fromUtf8String("x"), fromUtf8String("y"))));
        image.put("m", fromM(Map.of("inner", fromM(Map.of()))));
        image.put("l", fromL(List.of(fromS(""), fromL(List.of()))));
        image.put("t", fromBool(false));
        image.put("z", fromNul(true));
        return image;
    }

    private static String json(Record record) {
        return new String(new StreamRecordJson(ARN).of(record), StandardCharsets.UTF_8);
    }
}
