using Microsoft.Extensions.DependencyInjection;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Ordering;

namespace Shop.Loyalty;

/// <summary>Registers the club: its rules, its ledger, and what it does when something happens in the shop.</summary>
public static class LoyaltyModule
{
    public static IServiceCollection AddLoyalty(this IServiceCollection services)
    {
        services.AddScoped<RuleBook>().AddScoped<PublishRuleSet>().AddScoped<WriteRuleSet>().AddScoped<ReadPastMembers>().AddScoped<PointsOnTheBooks>().AddScoped<TryOrder>().AddScoped<AskForSimulation>().AddScoped<RunSimulations>().AddScoped<ForeseeTiers>();
        services.AddScoped<PointsLedger>().AddScoped<ReplayJournal>().AddScoped<StandMember>().AddScoped<ITender, PointsTender>().AddScoped<IEntitlements, TierEntitlements>();
        services.AddWhen<OrderPaid, WhenOrderPaid>().AddWhen<MemberJoined, WhenOrderPaid>().AddWhen<EmailConfirmed, WhenOrderPaid>().AddWhen<OrderDelivered, WhenOrderDelivered>().AddWhen<OrderCancelled, WhenGoodsComeBack>().AddWhen<GoodsReturned, WhenGoodsComeBack>();
        services.AddScoped<TakeBackEarned>().AddScoped<IPointsOfReturn, PointsAfterReturn>();
        services.AddScoped<RewardDeed>().AddWhen<ReviewApproved, WhenDeedIsDone>().AddWhen<PointsReleased, WhenDeedIsDone>().AddWhen<DetailsCompleted, WhenDeedIsDone>().AddWhen<MemberJoined, WhenDeedIsDone>().AddWhen<RewardSettled, WhenDeedIsDone>();
        services.AddScoped<EarnForOrder>().AddScoped<JoinClub>().AddScoped<LeaveClub>().AddScoped<PointsStatement>().AddScoped<MemberReader>().AddScoped<ReadTierPlan>().AddScoped<WhyThisTier>();
        services.AddScoped<RewardShelf>().AddScoped<TierSeats>().AddScoped<ClaimReward>().AddScoped<ChangeReward>().AddScoped<SettleClaim>().AddScoped<MemberVouchers>().AddScoped<RewardDesk>().AddScoped<SendPoints>();
        services.AddScoped<FollowReferrals>().AddScoped<DecideReferral>().AddScoped<ReadReferrals>().AddWhen<OrderPaid, WhenFriendOrders>().AddWhen<OrderCancelled, WhenFriendOrders>().AddWhen<MemberJoined, WhenFriendOrders>();
        services.AddScoped<CorrectMember>().AddScoped<CorrectionLimits>().AddScoped<ReadCorrections>();
        services.AddScoped<ChangeHousehold>().AddScoped<LeaveHousehold>().AddScoped<HouseholdReader>().AddScoped<JoinMembers>();
        return services;
    }
}
