package io.orderlake.proof.check;

import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import io.orderlake.proof.state.ProofStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects with the same rows in several formats. A change is fulfilled once each of them contains its correct row. So a row
 * that is wrong in one format is found again by each comparison until it is repaired.
 */
record RowGroup(List<Member> members) {

    /** @param found whether the object is in the bucket */
    record Member(ObjectRows rows, List<LandedRow> landed, boolean found, long removed) {}

    RowGroup {
        members = List.copyOf(members);
    }

    /** Stores the results of rows that are correct in all formats. */
    void apply(ProofStore store) {
        ObjectRows first = members.get(0).rows();
        Map<Long, Acceptance> all = new LinkedHashMap<>();
        members.forEach(member -> member.rows().acceptances().forEach(all::putIfAbsent));
        all.forEach((event, acceptance) -> {
            if (members.stream().allMatch(member -> member.rows().isRight(event))) {
                acceptance.apply(store, first.subject().key(), first.subject().number());
            }
        });
    }

    /** Rows of other formats that an object does not contain. */
    List<ProofDifference> missingIn(Member member) {
        List<ProofDifference> missing = new ArrayList<>();
        if (members.size() > 1 && member.found()) {
            Map<Long, LandedRow> rows = new LinkedHashMap<>();
            members.stream()
                    .flatMap(other -> other.landed().stream())
                    .forEach(row -> rows.putIfAbsent(RowFacts.event(row), row));
            rows.forEach((event, row) -> {
                if (!member.rows().knows(event)) {
                    missing.add(member.rows()
                            .subject()
                            .difference(Kind.MISSING, row, "the row landed in another format, but not in this one"));
                }
            });
        }
        return missing.size() > member.removed() ? missing : List.of();
    }
}
