package io.orderlake.verifier;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the lake is verified.
 *
 * @param witness who tells the changes: the tables' own streams, or what has passed the relay where those have no place for
 *     one more reader
 * @param bucket the lake's bucket
 * @param ledgerTable DynamoDB table of the lake writer's ledger
 * @param relayTable DynamoDB table of the relay's register
 * @param transformerTable DynamoDB table of the transformer's leases, looked at for journeys only
 * @param changeStream stream behind the relay, looked at for journeys, and read where it is the witness
 * @param rowStream stream whose shards the ledger keeps
 * @param state file of what has been proven; it may be lost, and is rebuilt
 * @param tickEvery pause between two turns
 * @param roundEvery pause between the beginnings of two rounds
 * @param readUnits DynamoDB read units a second that a round may take
 * @param streamDelay how late a table's stream may tell a change
 * @param discoverEvery pause between looks for new source shards
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

    /** Who tells the changes. */
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
