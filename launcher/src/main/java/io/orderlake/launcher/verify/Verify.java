package io.orderlake.launcher.verify;

import io.orderlake.launcher.ConsoleProgress;
import io.orderlake.launcher.UserError;
import io.orderlake.launcher.fleet.Endpoints;
import io.orderlake.launcher.fleet.Sleep;
import io.orderlake.launcher.lake.FolderCleanup;
import io.orderlake.proof.TableShape;
import io.orderlake.proof.TablesYaml;
import io.orderlake.proof.once.AwsProof;
import io.orderlake.proof.once.FailedRead;
import io.orderlake.proof.once.LandingFigures;
import io.orderlake.proof.once.OneProof;
import io.orderlake.proof.once.Verdict;
import io.orderlake.proof.source.AnswerBody;
import io.orderlake.proof.state.ProofStore;
import io.orderlake.stream.FailureKind;
import io.orderlake.stream.aws.AwsClients;
import io.orderlake.stream.aws.AwsFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Runs the judge once, with the generator's journal and with Parquet objects read row by row. */
public final class Verify {

    /**
     * What to compare.
     *
     * @param tables a {@code tables.yml}; absent means the shipped one
     * @param journal the generator's journal; absent or not there means that only streams and tables are witnesses
     * @param formats formats in which every change must land; empty means those that have landed anything
     * @param patience how long the lake may take to catch up
     */
    public record Scope(@Nullable Path tables, @Nullable Path journal, List<String> formats, Duration patience) {
        public Scope {
            formats = List.copyOf(formats);
        }
    }

    private static final Duration PAUSE = Duration.ofMillis(200);

    /** How late a stream may report a change: on AWS, and where AWS is on one machine. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private static final Duration LOCAL_MARGIN = Duration.ofSeconds(1);

    private final Scope scope;
    private final List<TableShape> tables;
    private final Endpoints endpoints;
    private final ConsoleProgress progress;

    public Verify(Scope scope, Endpoints endpoints, ConsoleProgress progress) {
        this.scope = scope;
        this.tables = tables(scope.tables());
        this.endpoints = endpoints;
        this.progress = progress;
    }

    static List<TableShape> tables(@Nullable Path file) {
        try {
            return TablesYaml.read(file);
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads all witnesses and compares. */
    public VerifyReport run() {
        AwsClients clients = new AwsClients(endpoints.settings());
        Path work = workFolder();
        FailedRead failed = new FailedRead();
        try (DynamoDbClient dynamodb = clients.dynamodb(failed);
                DynamoDbStreamsClient streams = clients.dynamodbStreams(new AnswerBody(), failed);
                S3Client s3 = clients.s3(failed);
                ProofStore store = ProofStore.open(work.resolve("verify.state"))) {
            new SourceTables(dynamodb).require(tables);
            return run(new AwsProof(new AwsProof.Clients(dynamodb, streams, s3), tables, store), work);
        } catch (SdkException e) {
            throw new UserError("Cannot compare: " + failed.what() + " failed: " + e.getMessage(), e);
        } finally {
            FolderCleanup.delete(work);
        }
    }

    private VerifyReport run(AwsProof judge, Path work) {
        Instant begun = Instant.now();
        LandingFigures figures = new LandingFigures(scope.formats());
        List<ParquetReader> opened = new ArrayList<>();
        try {
            OneProof proof = judge.prepared(
                    scope.journal(),
                    endpoints.dynamodb() == null ? MARGIN : LOCAL_MARGIN,
                    figures,
                    rows -> {
                        opened.add(new ParquetReader(rows, work));
                        return List.copyOf(opened);
                    },
                    failure -> AwsFailures.kindOf(failure) == FailureKind.TRANSIENT);
            Verdict verdict = proof.run(scope.patience(), this::pause);
            return VerifyReport.of(
                    verdict, figures, Duration.between(begun, Instant.now()).toMillis() / 1000.0);
        } finally {
            opened.forEach(ParquetReader::close);
        }
    }

    private void pause(String waitsFor) {
        progress.live("Not at the end yet: " + waitsFor);
        Sleep.lasting(PAUSE);
    }

    static Path workFolder() {
        try {
            return Files.createTempDirectory("orderlake-verify");
        } catch (IOException e) {
            throw new UserError("Cannot compare: no folder for the temporary state file: " + e.getMessage(), e);
        }
    }
}
