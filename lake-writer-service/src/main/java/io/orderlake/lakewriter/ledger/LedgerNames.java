package io.orderlake.lakewriter.ledger;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Names of items and attributes in the ledger table. docs/formats.md describes them. */
final class LedgerNames {

    // Partition keys, and what sort keys begin with. Claims and what belongs to a shard have keys of their own.
    static final String PLANS = "plans";
    static final String ERASURES = "erasures";
    static final String SHARD_PREFIX = "shard#";
    static final String CLAIM_PREFIX = "claim#";
    static final String WATERMARK_PREFIX = "watermark#";
    static final String EVENT_IDS_PREFIX = "window#";
    static final String PLAN_PREFIX = "plan#";
    static final String ERASURE_PREFIX = "erasure#";
    static final String ANCESTORS = "ancestors";

    static final String PK = "pk";
    static final String SK = "sk";
    static final String EXPIRES_AT = "expires_at";

    // The head of a shard: part of its lease's item.
    static final String OWNER = "owner";
    static final String EPOCH = "epoch";
    static final String LAST_CLAIM = "last_claim";
    static final String OPEN_CLAIM = "open_claim";
    static final String INHERITING = "inheriting";
    static final String INHERITED = "inherited";

    // A claim.
    static final String NUMBER = "number";
    static final String FIRST_SEQUENCE = "first_sequence";
    static final String LAST_SEQUENCE = "last_sequence";
    static final String RECORDS = "records";
    static final String ROWS = "rows";
    static final String DROPPED = "dropped";
    static final String PLAN = "plan";
    static final String CLAIMED_AT = "claimed_at";
    static final String DONE_AT = "done_at";
    static final String DONE_BY = "done_by";
    static final String LEASE_EPOCH = "lease_epoch";
    static final String OBJECTS = "objects";

    // An object of a claim that is done.
    static final String KEY = "key";
    static final String LENGTH = "length";
    static final String SHA256 = "sha256";
    static final String LANDED = "landed";
    static final String ERASING = "erasing";
    static final String ERASED = "erased";
    static final String REMOVED = "removed";

    // Watermarks, event ids, ancestors, plans.
    static final String SOURCE_SHARDS = "source_shards";
    static final String REJECTS = "rejects";
    static final String SHARDS = "shards";
    static final String JSON = "json";

    // The record of an erasure.
    static final String SALT = "salt";
    static final String PERSON_HASH = "person_hash";
    static final String BEGUN_AT = "begun_at";
    static final String ENDED_AT = "ended_at";
    static final String REMAINING = "remaining";

    private static final Pattern PLACEHOLDER = Pattern.compile("#(\\w+)");

    private LedgerNames() {}

    /** The names behind the placeholders of expressions: {@code #owner} means the attribute {@code owner}. */
    static Map<String, String> names(String... expressions) {
        Map<String, String> names = new TreeMap<>();
        for (String expression : expressions) {
            PLACEHOLDER.matcher(expression).results().forEach(found -> names.put(found.group(), found.group(1)));
        }
        return names;
    }
}
