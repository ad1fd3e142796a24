package io.orderlake.simulation;

import io.orderlake.simulation.aws.KinesisCalls;
import io.orderlake.stream.LaneRecord;
import io.orderlake.stream.pack.Packer;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** Puts each record by itself, all in one request, and gives back those that were refused: what many producers do. */
record UnorderedPublisher(String stream, KinesisCalls kinesis, Packer packer) {

    List<LaneRecord> put(List<LaneRecord> records) {
        List<PutRecordsRequestEntry> entries = records.stream().map(this::entry).toList();
        try {
            return refused(
                    records,
                    kinesis.putRecords(request -> request.streamName(stream).records(entries))
                            .records());
        } catch (SdkException failed) {
            return records;
        }
    }

    private PutRecordsRequestEntry entry(LaneRecord one) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(one.partitionKey())
                .explicitHashKey(packer.explicitHashKey(one.lane()))
                .data(SdkBytes.fromByteArray(one.data()))
                .build();
    }

    private static List<LaneRecord> refused(List<LaneRecord> records, List<PutRecordsResultEntry> answers) {
        List<LaneRecord> refused = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (answers.get(i).errorCode() != null) {
                refused.add(records.get(i));
            }
        }
        return refused;
    }
}
