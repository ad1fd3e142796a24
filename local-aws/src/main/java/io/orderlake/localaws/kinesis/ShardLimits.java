package io.orderlake.localaws.kinesis;

import io.orderlake.localaws.protocol.ServiceError;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The throughput that AWS grants a shard: 1 MB and 1,000 records a second in, 2 MB and 5 GetRecords a second out. Off
 * until switched on.
 */
public final class ShardLimits {

    private static final long RECORDS_IN = 1000;
    private static final long BYTES_IN = 1 << 20;
    private static final long READS_OUT = 5;
    private static final long BYTES_OUT = 2 << 20;

    private final InstantSource clock;
    private final Map<String, Allowance> allowances = new ConcurrentHashMap<>();
    private volatile boolean enforced;

    public ShardLimits(InstantSource clock) {
        this.clock = clock;
    }

    public void enforce(boolean wanted) {
        allowances.clear();
        enforced = wanted;
    }

    /** Whether the shard takes one more record of this size now. */
    boolean takes(String stream, String shard, int bytes) {
        return !enforced || allowance("in", stream, shard, RECORDS_IN, BYTES_IN).take(clock.millis(), bytes);
    }

    void countRead(String stream, String shard, int bytes) {
        if (enforced) {
            allowance("out", stream, shard, READS_OUT, BYTES_OUT).spend(bytes);
        }
    }

    void checkRead(String stream, String shard) {
        if (enforced && !allowance("out", stream, shard, READS_OUT, BYTES_OUT).take(clock.millis(), 0)) {
            throw refusal(stream, shard);
        }
    }

    static ServiceError refusal(String stream, String shard) {
        return ServiceError.throughputExceeded("Rate exceeded for shard " + shard + " in stream " + stream
                + " under account " + KinesisArns.ACCOUNT + ".");
    }

    private Allowance allowance(String way, String stream, String shard, long pieces, long bytes) {
        return allowances.computeIfAbsent(
                way + "/" + stream + "/" + shard, key -> new Allowance(pieces, bytes, clock.millis()));
    }

    /** Fills up evenly, to at most one second's worth. Bytes may be overdrawn by a read; then it waits them off. */
    private static final class Allowance {

        private final long piecesPerSecond;
        private final long bytesPerSecond;
        private double pieces;
        private double bytes;
        private long filledAt;

        Allowance(long piecesPerSecond, long bytesPerSecond, long now) {
            this.piecesPerSecond = piecesPerSecond;
            this.bytesPerSecond = bytesPerSecond;
            this.pieces = piecesPerSecond;
            this.bytes = bytesPerSecond;
            this.filledAt = now;
        }

        synchronized boolean take(long now, int wantedBytes) {
            double seconds = Math.max(0, now - filledAt) / 1000.0;
            filledAt = Math.max(now, filledAt);
            pieces = Math.min(piecesPerSecond, pieces + seconds * piecesPerSecond);
            bytes = Math.min(bytesPerSecond, bytes + seconds * bytesPerSecond);
            if (pieces < 1 || bytes < Math.max(0, Math.min(wantedBytes, bytesPerSecond))) {
                return false;
            }
            pieces--;
            bytes -= wantedBytes;
            return true;
        }

        synchronized void spend(int spentBytes) {
            bytes -= spentBytes;
        }
    }
}
