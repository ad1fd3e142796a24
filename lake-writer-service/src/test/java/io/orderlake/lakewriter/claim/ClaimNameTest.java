package io.orderlake.lakewriter.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClaimNameTest {

    private static final ClaimName NAME = new ClaimName("order-events", "shardId-000000000003", 42);

    @Test
    void isTheFileNameOfTheClaimsObjects() {
        assertThat(NAME.text()).isEqualTo("order-events-shardId-000000000003-0000000042");
        assertThat(ClaimName.ofObject("landing/json/orders/status=a/" + NAME.text() + ".json.gz"))
                .contains(NAME);
        assertThat(ClaimName.ofObject("errors/lake/date=2026-11-20/" + NAME.text() + ".jsonl"))
                .contains(NAME);
    }

    @Test
    void otherObjectsHaveNoClaim() {
        assertThat(ClaimName.ofObject("oversize/e6.json")).isEmpty();
        assertThat(ClaimName.ofObject("landing/json/orders/stranger.json.gz")).isEmpty();
    }
}
