namespace Shop.Auditing;

/// <summary>INV-3: nobody has less than no points; what is missing is a debt of its own, and never below zero either.</summary>
internal sealed class NothingBelowZero : Invariant
{
    protected override string Id => "INV-3";
    protected override string Promise => "no points balance is below zero";
    protected override string Things => "accounts and lots";
    protected override string CountSql => """select (select count(*) from loyalty_accounts) + (select count(*) from loyalty_lots)""";

    protected override IReadOnlyList<Rule> Rules =>
    [
        new("Account {0} is below zero: {1} available, {2} pending, {3} reserved, {4} owed, {5} and {6} credits.", """
            select "Id", "Available", "Pending", "Reserved", "Debt", "Credits", "CreditsPending" from loyalty_accounts
            where "Available" < 0 or "Pending" < 0 or "Reserved" < 0 or "Debt" < 0 or "Credits" < 0 or "CreditsPending" < 0
            """),
        new("Lot {0} is below zero: {1} remaining, {2} reserved, {3} spent, {4} expired, {5} revoked, {6} of {7} credits revoked.", """
            select "Id", "Remaining", "Reserved", "Spent", "Expired", "Revoked", "CreditsRevoked", "CreditsGranted" from loyalty_lots
            where "Remaining" < 0 or "Reserved" < 0 or "Spent" < 0 or "Expired" < 0 or "Revoked" < 0 or "CreditsRevoked" < 0 or "CreditsRevoked" > "CreditsGranted"
            """),
    ];
}
