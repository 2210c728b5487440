using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Loyalty;

/// <summary>The club's tables, as others see them.</summary>
public static class LoyaltyTables
{
    extension(ShopDb db)
    {
        public DbSet<Programme> Programmes => db.Set<Programme>();
        public DbSet<SimulationRun> Simulations => db.Set<SimulationRun>();
        public DbSet<RuleSet> RuleSets => db.Set<RuleSet>();
        public DbSet<Membership> Memberships => db.Set<Membership>();
        public DbSet<PointsAccount> PointsAccounts => db.Set<PointsAccount>();
        public DbSet<PointsTransaction> PointsTransactions => db.Set<PointsTransaction>();
        public DbSet<StatementMonth> StatementMonths => db.Set<StatementMonth>();
        public DbSet<Lot> PointsLots => db.Set<Lot>();
        public DbSet<EarnedLine> EarnedLines => db.Set<EarnedLine>();
        public DbSet<ClubNotice> ClubNotices => db.Set<ClubNotice>();
        public DbSet<LentTier> LentTiers => db.Set<LentTier>();
        public DbSet<TierChange> TierChanges => db.Set<TierChange>();
        public DbSet<Household> Households => db.Set<Household>();
        public DbSet<HouseholdSeat> HouseholdSeats => db.Set<HouseholdSeat>();
        public DbSet<PointsGift> PointsGifts => db.Set<PointsGift>();
        public DbSet<Reward> Rewards => db.Set<Reward>();
        public DbSet<RewardClaim> RewardClaims => db.Set<RewardClaim>();
        public DbSet<Correction> Corrections => db.Set<Correction>();
        public DbSet<Referral> Referrals => db.Set<Referral>();
        public DbSet<Reservation> PointsReservations => db.Set<Reservation>();
    }
}
