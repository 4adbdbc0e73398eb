# What a fleet needs of AWS: a role for its workers, a bucket for its snapshots, and a role in each account.
# `nhi-audit permissions aws > policy.json` prints the policy of the latter; a StackSet brings it to every account.

terraform {
  required_version = ">= 1.6"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "bucket" {
  type        = string
  description = "Name of the bucket that keeps the snapshots."
}

variable "worker_trust" {
  type        = string
  description = "Trust policy (JSON) of the workers' role: that of your cluster's service account."
}

variable "organization_id" {
  type        = string
  description = "Id of the organisation, o-…"
}

resource "aws_s3_bucket" "snapshots" {
  bucket = var.bucket
}

resource "aws_s3_bucket_public_access_block" "snapshots" {
  bucket                  = aws_s3_bucket.snapshots.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "snapshots" {
  bucket = aws_s3_bucket.snapshots.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

resource "aws_iam_role" "worker" {
  name                 = "nhi-audit-fleet"
  assume_role_policy   = var.worker_trust
  max_session_duration = 3600
}

data "aws_iam_policy_document" "worker" {
  statement {
    sid       = "EnterAccounts"
    actions   = ["sts:AssumeRole"]
    resources = ["arn:aws:iam::*:role/nhi-audit"]
    condition {
      test     = "StringEquals"
      variable = "aws:ResourceOrgID"
      values   = [var.organization_id]
    }
  }
  statement {
    sid       = "FindAccounts"
    actions   = ["organizations:ListAccounts"]
    resources = ["*"]
  }
  statement {
    sid       = "KeepSnapshots"
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    resources = ["${aws_s3_bucket.snapshots.arn}/fleet/*"]
  }
  statement {
    sid       = "FindSnapshots"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.snapshots.arn]
    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["fleet/*"]
    }
  }
}

resource "aws_iam_role_policy" "worker" {
  name   = "nhi-audit-fleet"
  role   = aws_iam_role.worker.id
  policy = data.aws_iam_policy_document.worker.json
}

output "worker_role" {
  value = aws_iam_role.worker.arn
}

# In every account: trusted by the workers' role alone.
data "aws_iam_policy_document" "member_trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.worker.arn]
    }
  }
}

output "member_trust" {
  value = data.aws_iam_policy_document.member_trust.json
}
