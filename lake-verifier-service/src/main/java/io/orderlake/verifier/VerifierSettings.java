package io.orderlake.verifier;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the lake is verified.
 *
 * @param witness where changes are read: the tables' own streams, or the stream behind the relay if those do not allow another
 *     reader
 * @param bucket the lake's bucket
 * @param ledgerTable DynamoDB table of the lake writer's ledger
 * @param relayTable DynamoDB table of the relay's register
 * @param transformerTable DynamoDB table of the transformer's leases, read for journeys only
 * @param changeStream stream behind the relay, read for journeys, and if it is the witness
 * @param rowStream stream whose shards are in the ledger
 * @param state file of the proof's state; if it is lost, it is rebuilt
 * @param tickEvery pause between two turns
 * @param roundEvery time between the starts of two rounds
 * @param readUnits DynamoDB read units a second that a round may take
 * @param streamDelay how late a table's stream may report a change
 * @param discoverEvery pause between two listings of source shards
 */
@ConfigurationProperties("orderlake.verify")
public record VerifierSettings(
        @DefaultValue("source") Witness witness,
        @DefaultValue("orderlake") String bucket,
        @DefaultValue("orderlake-ledger") String ledgerTable,
        @DefaultValue("orderlake-relay") String relayTable,
        @DefaultValue("orderlake-transformer") String transformerTable,
        @DefaultValue("order-changes") String changeStream,
        @DefaultValue("order-events") String rowStream,
        @DefaultValue("lake-verifier.state") Path state,
        @DefaultValue("2s") Duration tickEvery,
        @DefaultValue("5m") Duration roundEvery,
        @DefaultValue("25") double readUnits,
        @DefaultValue("10s") Duration streamDelay,
        @DefaultValue("10s") Duration discoverEvery) {

    /** Where changes are read. */
    public enum Witness {
        SOURCE,
        RELAYED
    }

    public VerifierSettings {
        require(tickEvery.toMillis() >= 1, "tick-every", "1ms or more", tickEvery);
        require(!roundEvery.isNegative(), "round-every", "0 or more", roundEvery);
        require(readUnits >= 1, "read-units", "1 or more", readUnits);
        require(!streamDelay.isNegative(), "stream-delay", "0 or more", streamDelay);
        require(discoverEvery.toMillis() >= 1, "discover-every", "1ms or more", discoverEvery);
    }

    private static void require(boolean holds, String key, String expected, Object was) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "Cannot use orderlake.verify." + key + ": expected " + expected + " but was " + was);
        }
    }
}
