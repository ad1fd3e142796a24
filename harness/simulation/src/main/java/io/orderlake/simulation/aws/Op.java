package io.orderlake.simulation.aws;

/** What a process asks of AWS. */
public enum Op {
    LIST_LEASES(Far.DYNAMODB, Kind.LOOK),
    ADD_LEASE(Far.DYNAMODB, Kind.EFFECT),
    TAKE_LEASE(Far.DYNAMODB, Kind.EFFECT),
    RENEW_LEASE(Far.DYNAMODB, Kind.EFFECT),
    CHECKPOINT(Far.DYNAMODB, Kind.EFFECT),
    RELEASE_LEASE(Far.DYNAMODB, Kind.EFFECT),
    BEAT(Far.DYNAMODB, Kind.EFFECT),
    LEAVE(Far.DYNAMODB, Kind.EFFECT),
    LIST_BEATS(Far.DYNAMODB, Kind.LOOK),
    FIND_STREAMS(Far.DYNAMODB, Kind.LOOK),
    NEWEST_STREAM(Far.DYNAMODB, Kind.LOOK),
    BEGIN_EPOCH(Far.DYNAMODB, Kind.EFFECT),
    BEGIN_SHARD(Far.DYNAMODB, Kind.EFFECT),
    READ_PASS(Far.DYNAMODB, Kind.LOOK),
    BEGIN_PASS(Far.DYNAMODB, Kind.EFFECT),
    MARK_SENT(Far.DYNAMODB, Kind.EFFECT),
    READ_HEAD(Far.DYNAMODB, Kind.LOOK),
    READ_WATERMARKS(Far.DYNAMODB, Kind.LOOK),
    INHERIT(Far.DYNAMODB, Kind.EFFECT),
    KEEP_PLAN(Far.DYNAMODB, Kind.EFFECT),
    READ_PLAN(Far.DYNAMODB, Kind.LOOK),
    OPEN_CLAIM(Far.DYNAMODB, Kind.EFFECT),
    KEEP_EVENT_IDS(Far.DYNAMODB, Kind.EFFECT),
    READ_EVENT_IDS(Far.DYNAMODB, Kind.LOOK),
    CLAIM_DONE(Far.DYNAMODB, Kind.EFFECT),
    DESCRIBE_STREAM(Far.STREAM, Kind.LOOK),
    LIST_SHARDS(Far.STREAM, Kind.LOOK),
    GET_ITERATOR(Far.STREAM, Kind.LOOK),
    GET_RECORDS(Far.STREAM, Kind.LOOK),
    PUT_RECORDS(Far.STREAM, Kind.EFFECT),
    PUT_OBJECT(Far.S3, Kind.EFFECT),
    KEEP_ORIGINAL(Far.S3, Kind.EFFECT),
    LIST_REJECTS(Far.S3, Kind.LOOK),
    GET_ORIGINAL(Far.S3, Kind.LOOK),
    GET_REJECTS(Far.S3, Kind.LOOK);

    private final Far far;
    private final Kind kind;

    Op(Far far, Kind kind) {
        this.far = far;
        this.kind = kind;
    }

    public Far far() {
        return far;
    }

    /** Whether it changes something, so that a crash before it differs from one after it. */
    public boolean isEffect() {
        return kind == Kind.EFFECT;
    }

    /** Who answers. */
    public enum Far {
        DYNAMODB,
        STREAM,
        S3
    }

    private enum Kind {
        LOOK,
        EFFECT
    }
}
