package io.orderlake.proof.check;

import io.orderlake.proof.lake.LandedRow;
import io.orderlake.proof.state.ProofDifference;
import io.orderlake.proof.state.ProofDifference.Kind;
import io.orderlake.proof.state.ProofStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** Rows that no stream contains, and that have other values in an object than in the first format. */
    List<ProofDifference> alteredIn(Member member) {
        return unlike(member).stream()
                .map(row -> member.rows()
                        .subject()
                        .difference(Kind.ALTERED, row, "the row has other values than in another format"))
                .toList();
    }

    private List<LandedRow> unlike(Member member) {
        Map<Long, LandedRow> shown = new HashMap<>();
        members.get(0).landed().forEach(row -> shown.putIfAbsent(RowFacts.event(row), row));
        return member.landed().stream()
                .filter(row -> member.rows().isUnwitnessed(RowFacts.event(row)))
                .filter(row -> isUnlike(shown.getOrDefault(RowFacts.event(row), row), row))
                .toList();
    }

    /** The formats of an object are erased one after another. */
    private static boolean isUnlike(LandedRow shown, LandedRow row) {
        return !shown.erased()
                && !row.erased()
                && (RowFacts.content(shown) != RowFacts.content(row)
                        || RowFacts.location(shown) != RowFacts.location(row));
    }

    /** A row with other values than in another format is correct in none of them. */
    void withdrawAltered() {
        Set<Long> altered = members.stream()
                .flatMap(member -> unlike(member).stream())
                .map(RowFacts::event)
                .collect(Collectors.toSet());
        members.forEach(
                member -> altered.stream().filter(member.rows()::isUnwitnessed).forEach(member.rows()::withdraw));
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
