package io.orderlake.proof.state;

/**
 * How far a source shard has been read.
 *
 * @param name that all later stages use
 * @param number identifies the shard within the state, shorter than its name
 * @param lanes the lane count with which the relay began it; 0 if that is not known yet
 * @param first sequence of the first change that was read since reading started or restarted; empty before it
 * @param last sequence of the last change that was read; empty before it
 * @param through milliseconds up to which every change of the shard has been read
 * @param finished whether it has been read to its end
 */
public record SourceShardState(
        String name,
        String table,
        String stream,
        String shardId,
        int number,
        int epoch,
        int lanes,
        String first,
        String last,
        long through,
        boolean finished) {

    /** The table's name at the source, which is the second part of the shard's name. */
    public String source() {
        return name.split("/", -1)[1];
    }

    /** After some changes. */
    public SourceShardState withChanges(String firstOfThem, String lastOfThem, long throughNow) {
        return new SourceShardState(
                name,
                table,
                stream,
                shardId,
                number,
                epoch,
                lanes,
                first.isEmpty() ? firstOfThem : first,
                lastOfThem,
                Math.max(through, throughNow),
                finished);
    }

    /** With the lane count. */
    public SourceShardState withLanes(int count) {
        return new SourceShardState(name, table, stream, shardId, number, epoch, count, first, last, through, finished);
    }

    /** After a read that found nothing. */
    public SourceShardState withReadThrough(long throughNow) {
        return new SourceShardState(
                name,
                table,
                stream,
                shardId,
                number,
                epoch,
                lanes,
                first,
                last,
                Math.max(through, throughNow),
                finished);
    }

    /** At its end. */
    public SourceShardState ended() {
        return new SourceShardState(name, table, stream, shardId, number, epoch, lanes, first, last, through, true);
    }

    /** Listed again after it had seemed to end. */
    public SourceShardState reopened() {
        return new SourceShardState(name, table, stream, shardId, number, epoch, lanes, first, last, through, false);
    }

    /** After a gap of unreadable changes: reading starts at the oldest record again. */
    public SourceShardState restarted() {
        return new SourceShardState(name, table, stream, shardId, number, epoch, lanes, "", "", through, finished);
    }

    byte[] bytes() {
        return Fields.write(out -> {
            out.writeUTF(name);
            out.writeUTF(table);
            out.writeUTF(stream);
            out.writeUTF(shardId);
            out.writeInt(number);
            out.writeInt(epoch);
            out.writeInt(lanes);
            out.writeUTF(first);
            out.writeUTF(last);
            out.writeLong(through);
            out.writeBoolean(finished);
        });
    }

    static SourceShardState of(byte[] bytes) {
        return Fields.read(
                bytes,
                in -> new SourceShardState(
                        in.readUTF(),
                        in.readUTF(),
                        in.readUTF(),
                        in.readUTF(),
                        in.readInt(),
                        in.readInt(),
                        in.readInt(),
                        in.readUTF(),
                        in.readUTF(),
                        in.readLong(),
                        in.readBoolean()));
    }
}
