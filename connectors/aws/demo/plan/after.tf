# What a pull request makes of it: one grant ends by itself and passes, two do not.
locals {
  github = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"
}

resource "aws_iam_role" "preview_cleanup" {
  name               = "preview-cleanup"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "preview_cleanup" {
  name   = "cleanup"
  role   = aws_iam_role.preview_cleanup.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["ec2:DescribeInstances", "ec2:TerminateInstances", "iam:PassRole"], Resource = "*" }]
  })
}

# A pipeline that any branch of the repository may enter.
resource "aws_iam_role" "preview_pipeline" {
  name = "preview-pipeline"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = local.github }
      Condition = {
        StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
        StringLike   = { "token.actions.githubusercontent.com:sub" = "repo:nordlicht/preview:*" }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "preview_pipeline" {
  role       = aws_iam_role.preview_pipeline.name
  policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"
}

# For one task: the grant ends by itself.
resource "aws_iam_role_policy" "migration" {
  name = "migration"
  role = aws_iam_role.preview_cleanup.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "s3:PutObject"
      Resource  = "arn:aws:s3:::nordlicht-migration/*"
      Condition = { DateLessThan = { "aws:CurrentTime" = "END_OF_TASK" } }
    }]
  })
}
