namespace Shop.Auditing;

/// <summary>INV-2: the balances of every account are the sums of its postings, and what a replay of its journal brings.</summary>
internal sealed class BalancesFollowTheJournal : Invariant
{
    protected override string Id => "INV-2";
    protected override string Promise => "points balances are the sum of their journal";
    protected override string Things => "accounts";
    protected override string CountSql => """select count(*) from loyalty_accounts""";

    protected override IReadOnlyList<Rule> Rules =>
    [
        new("Member {0} spends from account {1}, but the account of their household is {2}.", """
            select m."Number", m."AccountId", h."AccountId" from loyalty_members m left join loyalty_households h on h."Id" = m."HouseholdId" and h."EndedAt" is null
            where (m."HouseholdId" is not null and (h."Id" is null or h."AccountId" <> m."AccountId" or m."HomeAccountId" is null)) or (m."HouseholdId" is null and m."HomeAccountId" is not null)
            """),
        new("Member {0} has an account of their own, but entry {1} in it is another member's.", """
            select m."Number", t."SourceKey" from loyalty_members m join loyalty_transactions t on t."AccountId" = coalesce(m."HomeAccountId", m."AccountId") and t."MemberId" <> m."Id" where m."HouseholdId" is null or m."HomeAccountId" is not null
            """),
        new("Member {0} is in no household, but spends from the account of “{1}”.", """
            select m."Number", h."Name" from loyalty_members m join loyalty_households h on h."AccountId" = m."AccountId" where m."HouseholdId" is null
            """),
        new("Member {0} has a place in household {1}, but is in {2}.", """
            select m."Number", s."HouseholdId", m."HouseholdId" from loyalty_members m left join loyalty_household_seats s on s."MemberId" = m."Id" and s."State" = 'In'
            where coalesce(cast(s."HouseholdId" as text), '') <> coalesce(cast(m."HouseholdId" as text), '')
            """),
        new("Account {0} says {1} available, {2} pending, {3} reserved, {4} owed, {5} and {6} credits; its postings make {7}, {8}, {9}, {10}, {11} and {12}.", """
            select * from (select a."Id", a."Available", a."Pending", a."Reserved", a."Debt", a."Credits", a."CreditsPending",
                    coalesce(s.available, 0) as in_available, coalesce(s.pending, 0) as in_pending, coalesce(s.reserved, 0) as in_reserved, coalesce(-s.debt, 0) as in_debt, coalesce(s.credits, 0) as in_credits, coalesce(s.waiting, 0) as in_waiting
                from loyalty_accounts a left join (
                    select t."AccountId",
                        cast(sum(case when p."Unit" = 'Points' and p."Book" = 'Available' then p."Amount" else 0 end) as bigint) as available,
                        cast(sum(case when p."Unit" = 'Points' and p."Book" = 'Pending' then p."Amount" else 0 end) as bigint) as pending,
                        cast(sum(case when p."Unit" = 'Points' and p."Book" = 'Reserved' then p."Amount" else 0 end) as bigint) as reserved,
                        cast(sum(case when p."Unit" = 'Points' and p."Book" = 'Debt' then p."Amount" else 0 end) as bigint) as debt,
                        cast(sum(case when p."Unit" = 'Credits' and p."Book" = 'Available' then p."Amount" else 0 end) as bigint) as credits,
                        cast(sum(case when p."Unit" = 'Credits' and p."Book" = 'Pending' then p."Amount" else 0 end) as bigint) as waiting
                    from loyalty_postings p join loyalty_transactions t on t."Id" = p."TransactionId" group by t."AccountId") s on s."AccountId" = a."Id") b
            where "Available" <> in_available or "Pending" <> in_pending or "Reserved" <> in_reserved or "Debt" <> in_debt or "Credits" <> in_credits or "CreditsPending" <> in_waiting
            """),
    ];

    protected override async IAsyncEnumerable<string> More(Books books, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var found in (await books.Journal(ct)).Balances) yield return found;
    }
}
