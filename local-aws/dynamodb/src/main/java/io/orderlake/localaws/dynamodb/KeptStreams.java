package io.orderlake.localaws.dynamodb;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteStatement;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps stream records that DynamoDB Local would lose on a machine that is sometimes switched off. It deletes stream records
 * by the clock, downtime included. Once none is left, it numbers new ones from the beginning again, and a reader with a
 * higher checkpoint would never see them. So records do not age while DynamoDB Local does not run, and
 * the numbers of each run begin at the time of its start in milliseconds, or above what there is.
 */
final class KeptStreams {

    private KeptStreams() {}

    /** To be called before DynamoDB Local opens the database. */
    static void skipDowntime(String directory) throws IOException, InterruptedException {
        File database = new File(directory, "shared-local-instance.db");
        if (database.exists()) {
            // A process of its own: DynamoDB Local loads another copy of the native library, and two in one do not
            // go well.
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KeptStreams.class.getName(),
                            database.getPath())
                    .inheritIO()
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException("Cannot start DynamoDB Local: its streams could not be kept from ageing");
            }
        }
    }

    /** {@code KeptStreams DATABASE_FILE}. */
    public static void main(String[] args) throws SQLiteException {
        Logger.getLogger("com.almworks.sqlite4java").setLevel(Level.WARNING);
        SQLiteConnection database = new SQLiteConnection(new File(args[0]));
        try {
            database.open(false);
            skipDowntime(database, System.currentTimeMillis());
        } finally {
            database.dispose();
        }
    }

    private static void skipDowntime(SQLiteConnection database, long now) throws SQLiteException {
        if (number(database, "SELECT count(*) FROM sqlite_master WHERE name IN ('us', 'ss')") < 2) {
            return; // It ended before its first request.
        }
        long stoodStill = now - number(database, "SELECT coalesce(max(CreationDateTime), " + now + ") FROM us");
        database.exec("BEGIN IMMEDIATE");
        database.exec("UPDATE us SET CreationDateTime = CreationDateTime + " + stoodStill);
        database.exec("UPDATE ss SET CreationDateTime = CreationDateTime + " + stoodStill
                + " WHERE DeletionDateTime IS NULL");
        database.exec("INSERT INTO us (StreamID, ShardID, SequenceNumber, CreationDateTime, OperationType)"
                + " SELECT '', '', max(" + now + ", coalesce(max(SequenceNumber), 0) + 1), " + now + ", '' FROM us");
        database.exec("COMMIT");
    }

    private static long number(SQLiteConnection database, String sql) throws SQLiteException {
        SQLiteStatement query = database.prepare(sql);
        try {
            query.step();
            return query.columnLong(0);
        } finally {
            query.dispose();
        }
    }
}
