package io.orderlake.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GlueJobTest {

    @Test
    void onlyOurArgumentsReachTheJob() {
        JobOptions options = JobOptions.of(GlueJob.options(
                "--JOB_NAME",
                "orderlake-lakehouse",
                "--enable-metrics",
                "true",
                "--options",
                "--job silver,gold --catalog lake --catalog-option type=glue --warehouse s3://lake/lake",
                "--JOB_RUN_ID",
                "jr_1"));
        assertThat(options.jobs()).containsExactly(JobOptions.Job.SILVER, JobOptions.Job.GOLD);
        assertThat(options.catalogOptions()).containsEntry("type", "glue");
        assertThat(options.warehouse()).isEqualTo("s3://lake/lake");
    }

    @Test
    void aRunWithoutOptionsIsRefused() {
        assertThatThrownBy(() -> GlueJob.options("--JOB_NAME", "orderlake-lakehouse", "--options"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected --options");
    }
}
