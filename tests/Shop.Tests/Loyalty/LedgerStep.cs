using FsCheck;
using FsCheck.Fluent;

namespace Shop.Tests.Loyalty;

internal enum StepKind { Earn, MakeDue, Release, Grant, Reserve, Spend, Free, GiveBack, Revoke, RevokeAll, RevokeTooMuch, Expire, Add, TakeAway, Redeem, Extend, Gift, Bring, TellAgain, Wait, PutClockBack }

/// <summary>Something that may happen to one of two accounts; what it concerns is chosen, by these numbers, among what is there when it happens.</summary>
internal sealed record LedgerStep(StepKind Kind, int Account, int Which, int Points, int Days)
{
    private static readonly Gen<StepKind> Kinds = Gen.Frequency([.. new (int, StepKind)[]
    {
        (6, StepKind.Earn), (2, StepKind.MakeDue), (6, StepKind.Release), (3, StepKind.Grant), (7, StepKind.Reserve), (6, StepKind.Spend), (2, StepKind.Free), (5, StepKind.GiveBack),
        (4, StepKind.Revoke), (2, StepKind.RevokeAll), (1, StepKind.RevokeTooMuch), (4, StepKind.Expire), (1, StepKind.Add), (2, StepKind.TakeAway), (2, StepKind.Redeem), (2, StepKind.Extend), (2, StepKind.Gift), (1, StepKind.Bring),
        (1, StepKind.TellAgain), (6, StepKind.Wait), (1, StepKind.PutClockBack),
    }.Select(k => (k.Item1, Gen.Constant(k.Item2)))]);

    private static readonly Gen<LedgerStep> Any =
        from kind in Kinds
        from account in Gen.Choose(0, 1)
        from which in Gen.Choose(0, 1_000)
        from points in Gen.Frequency((1, Gen.Constant(0)), (6, Gen.Choose(1, 30)), (3, Gen.Choose(1, 120)))
        from days in Gen.Frequency((2, Gen.Choose(0, 3)), (3, Gen.Choose(1, 45)), (1, Gen.Choose(46, 400)))
        select new LedgerStep(kind, account, which, points, days);

    /// <summary>A shorter story that fails is a better one: halves first, then each step left out.</summary>
    public static Arbitrary<LedgerStep[]> Stories(int length) => Arb.From(Gen.ArrayOf(Any, length), story =>
        (story.Length > 3 ? new[] { story[..(story.Length / 2)], story[(story.Length / 2)..] } : []).Concat(Enumerable.Range(0, story.Length).Reverse().Select(n => story.Where((_, at) => at != n).ToArray())));

    public override string ToString() => $"{Kind}({Account}, {Which}, {Points}, {Days})";
}
